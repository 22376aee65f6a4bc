using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Queries;

/// <summary>The read side of runs.</summary>
internal sealed class RunQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>A page of runs, newest first, from <paramref name="cursor"/> on (null: the newest).</summary>
    public async Task<Page<RunRow>> PageAsync(RunFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (RunNumber.TryParse(cursor, null, out var after)) found = found.Where(run => run.Number < after);
        var rows = await Rows(found.OrderByDescending(run => run.Number).Take(limit + 1)).ToListAsync(stopping);
        return rows.Count <= limit ? new(rows, null) : new(rows[..limit], rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<int> CountAsync(RunFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<RunRow>> RowsAsync(IReadOnlyList<RunNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Rows(db.Set<TriggerRun>().AsNoTracking().Where(run => numbers.Contains(run.Number))).ToListAsync(stopping);
    }

    public async Task<RunView?> ViewAsync(RunNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<TriggerRun>().AsNoTracking().SingleOrDefaultAsync(run => run.Number == number, stopping) is not { } run) return null;
        var delivery = run.Message is { } message
            ? await db.Set<OutboxAttempt>().AsNoTracking().Where(attempt => attempt.Message == message).OrderBy(attempt => attempt.Id)
                .Select(attempt => new RunAttempt(attempt.Attempt, attempt.At, attempt.TookMilliseconds, attempt.Succeeded, attempt.Said)).ToListAsync(stopping)
            : [];
        var row = new RunRow(run.Number, run.Trigger, run.TriggerName, run.Event, run.Occasion, run.Target, run.Action, run.State, run.Why, run.DecidedBy, run.At, run.EndedAt, run.Attempts);
        return new(row, run.Input, run.Output, run.WhyCode, run.Chain, run.SavedBy, run.ApproveBy, run.DecidedAt, run.Note, run.StartedAt, delivery);
    }

    private static IQueryable<RunRow> Rows(IQueryable<TriggerRun> runs) => runs.Select(run => new RunRow(
        run.Number, run.Trigger, run.TriggerName, run.Event, run.Occasion, run.Target, run.Action, run.State, run.Why, run.DecidedBy, run.At, run.EndedAt, run.Attempts));

    private static IQueryable<TriggerRun> Narrow(OpsDb db, RunFilter filter)
    {
        var found = db.Set<TriggerRun>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(run => filter.States.Contains(run.State));
        if (filter.Trigger is { } trigger) found = found.Where(run => run.Trigger == trigger);
        if (filter.Event is { } number) found = found.Where(run => run.Event == number);
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal))
        {
            if (RunNumber.TryParse(text, null, out var asRun)) return found.Where(run => run.Number == asRun);
            if (TriggerNumber.TryParse(text, null, out var asTrigger)) return found.Where(run => run.Trigger == asTrigger);
            if (EventNumber.TryParse(text, null, out var asEvent)) return found.Where(run => run.Event == asEvent);
        }

#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = text.ToLowerInvariant();
        return found.Where(run => run.TriggerName.ToLower().Contains(wanted) || run.Target.ToLower().Contains(wanted) || run.Why.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
    }
}
