using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Acts;

/// <summary>What a draft would have done.</summary>
/// <param name="IsPartial">There was more; the latest was taken.</param>
public sealed record TriggerTrial(TriggerRehearsal Rehearsal, int Days, bool IsPartial);

/// <summary>Runs a draft, guardrails included, over the events of the last days. Changes nothing and sends nothing.</summary>
internal sealed class TryTrigger(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    public const int MostDays = 30;

    /// <summary>Most happenings looked at; more would keep the page waiting.</summary>
    public const int Most = 20_000;

    /// <param name="by">Needs <see cref="Permissions.AutomationRead"/>.</param>
    public async Task<Outcome<TriggerTrial>> RunAsync(Actor by, TriggerDraft draft, int days, CancellationToken stopping)
    {
        if (!by.May(Permissions.AutomationRead)) return Refusals.Forbidden(Permissions.AutomationRead);
        var outcome = draft.ToTrigger(default, confirmed: true);
        if (outcome is not Outcome<Trigger>.Done(var trigger)) return ((Outcome<Trigger>.Refused)outcome).Why;
        var (now, asked) = (clock.GetUtcNow(), Math.Clamp(days, 1, MostDays));
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (past, partial) = await PastHappenings.ReadAsync(db, trigger.Condition, now - TimeSpan.FromDays(asked), now, Most, stopping);
        return new TriggerTrial(await Task.Run(() => TriggerRehearsal.Run(trigger, past), stopping), asked, partial);
    }
}
