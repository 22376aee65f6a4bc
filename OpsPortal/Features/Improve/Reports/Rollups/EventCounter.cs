using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>Counts events anew where that is due: quarters from the events, days from quarters, months from days. Each time is replaced as a whole.</summary>
internal sealed class EventCounter(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Counts everything that is due, a day at a time. Returns whether anything was.</summary>
    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var any = false;
        while (await CountDayAsync(stopping)) any = true;
        any |= await MergeAsync(Grain.Day, Grain.Quarter, now, stopping);
        return await MergeAsync(Grain.Month, Grain.Day, now, stopping) || any;
    }

    /// <summary>Counts the pending quarters of one day.</summary>
    private async Task<bool> CountDayAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<PendingSum>().Where(pending => pending.Grain == Grain.Quarter).MaxAsync(pending => (DateTimeOffset?)pending.At, stopping) is not { } latest) return false;
        var day = Quarters.DayOf(latest);
        var due = await db.Set<PendingSum>().AsNoTracking().Where(pending => pending.Grain == Grain.Quarter && pending.At >= day && pending.At <= latest).OrderBy(pending => pending.At).Select(pending => pending.At).ToListAsync(stopping);
        var counted = new List<EventSum>();
        foreach (var (from, to) in Runs(due))
        {
            var tallies = new Dictionary<(DateTimeOffset At, SumKey Key), EventTally>();
            await foreach (var one in CountedEvents.BetweenAsync(db, from, to, stopping))
            {
                var at = Quarters.Of(one.DetectedAt);
                one.CountIn(Of(tallies, (at, one.Key)));
                one.CountIn(Of(tallies, (at, SumKey.Total)));
            }

            counted.AddRange(tallies.Select(tally => tally.Value.ToSum(Grain.Quarter, tally.Key.At, tally.Key.Key)));
        }

        await ReplaceAsync(db, Grain.Quarter, due, counted, stopping);
        return true;
    }

    /// <summary>Adds up what is over and whose parts are all counted.</summary>
    private async Task<bool> MergeAsync(Grain grain, Grain parts, DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var due = await db.Set<PendingSum>().AsNoTracking().Where(pending => pending.Grain == grain).Select(pending => pending.At).ToListAsync(stopping);
        var open = await db.Set<PendingSum>().AsNoTracking().Where(pending => pending.Grain == parts).Select(pending => pending.At).ToListAsync(stopping);
        var any = false;
        foreach (var at in due.Where(at => Quarters.EndOf(grain, at) <= now && !open.Exists(part => part >= at && part < Quarters.EndOf(grain, at))))
        {
            var (end, tallies) = (Quarters.EndOf(grain, at), new Dictionary<SumKey, EventTally>());
            await foreach (var sum in db.Set<EventSum>().AsNoTracking().Where(sum => sum.Grain == parts && sum.At >= at && sum.At < end).AsAsyncEnumerable().WithCancellation(stopping)) Of(tallies, SumKey.Of(sum)).Add(sum);
            await ReplaceAsync(db, grain, [at], [.. tallies.Select(tally => tally.Value.ToSum(grain, at, tally.Key))], stopping);
            any = true;
        }

        return any;
    }

    private static async Task ReplaceAsync(OpsDb db, Grain grain, IReadOnlyList<DateTimeOffset> times, List<EventSum> sums, CancellationToken stopping)
    {
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        foreach (var at in times)
        {
            foreach (var cube in (Cube[])[Cube.Total, Cube.Detail]) await db.Set<EventSum>().Where(sum => sum.Grain == grain && sum.Cube == cube && sum.At == at).ExecuteDeleteAsync(stopping);
            await db.Set<PendingSum>().Where(pending => pending.Grain == grain && pending.At == at).ExecuteDeleteAsync(stopping);
        }

        await db.InsertManyAsync(sums, stopping);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Stretches of quarters that follow one another.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Runs(List<DateTimeOffset> quarters)
    {
        for (var at = 0; at < quarters.Count;)
        {
            var from = quarters[at];
            while (at + 1 < quarters.Count && quarters[at + 1] - quarters[at] == Quarters.Length) at++;
            yield return (from, quarters[at++] + Quarters.Length);
        }
    }

    private static EventTally Of<TKey>(Dictionary<TKey, EventTally> tallies, TKey key) where TKey : notnull =>
        tallies.TryGetValue(key, out var known) ? known : tallies[key] = new();
}
