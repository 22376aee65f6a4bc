using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Queries;

/// <summary>The read side of triggers.</summary>
internal sealed class TriggerQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Newest first. There are few enough for one page of them all.</summary>
    public async Task<IReadOnlyList<TriggerRow>> AllAsync(string text, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var triggers = await db.Set<Trigger>().AsNoTracking().ToListAsync(stopping);
        var wanted = triggers.Where(trigger => Words(trigger).Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)).OrderByDescending(trigger => trigger.Number.Value).ToList();
        return await RowsAsync(db, wanted, stopping);
    }

    public async Task<IReadOnlyList<TriggerRow>> RowsAsync(IReadOnlyList<TriggerNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await RowsAsync(db, await db.Set<Trigger>().AsNoTracking().Where(trigger => numbers.Contains(trigger.Number)).ToListAsync(stopping), stopping);
    }

    public async Task<TriggerView?> ViewAsync(TriggerNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Trigger>().AsNoTracking().SingleOrDefaultAsync(trigger => trigger.Number == number, stopping) is not { } found) return null;
        var row = (await RowsAsync(db, [found], stopping))[0];
        return new(row, TriggerDraft.Of(found), found.ChangedAt, found.ChangedBy, found.FailuresInRow, found.SealedSecret is not null && found.Action.IsPosted);
    }

    private static async Task<IReadOnlyList<TriggerRow>> RowsAsync(OpsDb db, IReadOnlyList<Trigger> triggers, CancellationToken stopping)
    {
        var numbers = triggers.Select(trigger => trigger.Number).ToList();
        var last = await db.Set<Trigger>().AsNoTracking().Where(trigger => numbers.Contains(trigger.Number))
            .Select(trigger => db.Set<TriggerRun>().Where(run => run.Trigger == trigger.Number).OrderByDescending(run => run.At).ThenByDescending(run => run.Number).Select(run => (RunNumber?)run.Number).FirstOrDefault())
            .ToListAsync(stopping);
        var latest = last.OfType<RunNumber>().ToList();
        var runs = await db.Set<TriggerRun>().AsNoTracking().Where(run => latest.Contains(run.Number)).Select(run => new { run.Trigger, run.Number, run.State, run.At }).ToDictionaryAsync(run => run.Trigger, stopping);
        return [.. triggers.Select(trigger =>
        {
            var run = runs.GetValueOrDefault(trigger.Number);
            return new TriggerRow(trigger.Number, trigger.Name, trigger.Mode, trigger.StoppedAt, trigger.StoppedWhy, AutomationWords.When(trigger.Condition), AutomationWords.Does(trigger.Action), trigger.Guardrails.NeedsApproval,
                run?.Number, run?.State, run?.At, trigger.Version);
        })];
    }

    private static string Words(Trigger trigger) => string.Create(CultureInfo.InvariantCulture, $"{trigger.Number} {trigger.Name} {AutomationWords.When(trigger.Condition)} {AutomationWords.Does(trigger.Action)} {trigger.Reason}");
}
