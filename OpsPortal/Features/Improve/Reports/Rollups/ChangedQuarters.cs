using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>Finds the quarters whose events have changed since it looked last, and notes them as to be counted anew.</summary>
/// <remarks>
/// A new event and a line of a timeline have numbers and are followed by them; other changes show in when an event was raised, repeated or first shown (followed by
/// time). All are read again for a while, because what is written at the same moment may be committed in another order.
/// </remarks>
internal sealed class ChangedQuarters(IDbContextFactory<OpsDb> databases, IOptions<JobOptions> options)
{
    /// <summary>What happened so shortly before is read again in the next run.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>Repeats of younger events are counted at once; those of older ones once in <see cref="RepeatsEvery"/>, for they reach back into any number of days.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(2);

    private static readonly TimeSpan RepeatsEvery = TimeSpan.FromHours(24);

    private static readonly Standing[] Any = Enum.GetValues<Standing>();

    /// <summary>What is older may have been removed: its sums stay as they are.</summary>
    public DateTimeOffset Oldest(DateTimeOffset now) => Quarters.DayOf(now - options.Value.KeepClosedEvents).AddDays(1);

    public async Task FollowAsync(DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var marker = await db.Set<RollupMarker>().SingleOrDefaultAsync(stopping);
        if (marker is null)
        {
            db.Add(await BeginAsync(db, now, stopping));
            await PendAsync(db, await EveryAsync(db, now, stopping), stopping);
            await db.SaveChangesAsync(stopping);
            return;
        }

        var last = await LastAsync(db, stopping);
        var (changed, entry) = await ChangedAsync(db, marker, now, stopping);
        await PendAsync(db, changed.Where(quarter => quarter >= Oldest(now)), stopping);
        (marker.Event, marker.Entry, marker.Seen) = (last, Math.Max(marker.Entry, entry), now);
        if (now - marker.RepeatsSeen >= RepeatsEvery) marker.RepeatsSeen = now;
        await db.SaveChangesAsync(stopping);
    }

    /// <summary>A marker from which on everything is followed.</summary>
    public static async Task<RollupMarker> BeginAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping) =>
        new() { Event = await LastAsync(db, stopping), Entry = await db.EventEntries.MaxAsync(entry => (long?)entry.Id, stopping) ?? 0, Seen = now, RepeatsSeen = now };

    /// <summary>Every quarter from the oldest event on that may still be counted.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> EveryAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping)
    {
        var (sealedBefore, every) = (Oldest(now), new List<DateTimeOffset>());
        if (await db.Events.Where(e => e.FirstSeenAt >= sealedBefore).MinAsync(e => (DateTimeOffset?)e.FirstSeenAt, stopping) is not { } first) return every;
        var from = Quarters.Of(first);
        if (await db.Set<EventSum>().Where(sum => sum.Grain == Grain.Quarter && sum.Cube == Cube.Total && sum.At >= sealedBefore).MinAsync(sum => (DateTimeOffset?)sum.At, stopping) is { } counted && counted < from) from = counted;
        for (var quarter = from; quarter <= now; quarter += Quarters.Length) every.Add(quarter);
        return every;
    }

    /// <summary>Notes quarters, with their days and months, as to be counted.</summary>
    public static async Task PendAsync(OpsDb db, IEnumerable<DateTimeOffset> quarters, CancellationToken stopping)
    {
        var wanted = quarters.SelectMany(quarter => new[] { (Grain.Quarter, quarter), (Grain.Day, Quarters.DayOf(quarter)), (Grain.Month, Quarters.MonthOf(quarter)) }).ToHashSet();
        if (wanted.Count == 0) return;
        foreach (var known in await db.Set<PendingSum>().AsNoTracking().ToListAsync(stopping)) wanted.Remove((known.Grain, known.At));
        db.AddRange(wanted.Order().Select(one => new PendingSum { Grain = one.Item1, At = one.Item2 }));
    }

    private static async Task<long> LastAsync(OpsDb db, CancellationToken stopping) =>
        (await db.Events.OrderByDescending(e => e.Number).Select(e => e.Number).FirstOrDefaultAsync(stopping)).Value;

    private static async Task<(HashSet<DateTimeOffset> Quarters, long Entry)> ChangedAsync(OpsDb db, RollupMarker marker, DateTimeOffset now, CancellationToken stopping)
    {
        var changed = new HashSet<DateTimeOffset>();
        var (since, after, settled) = (marker.Seen - Overlap, marker.Entry, now - Overlap);
        var young = now - marker.RepeatsSeen >= RepeatsEvery ? DateTimeOffset.MinValue : now - Young;
        var repeatsSince = young == DateTimeOffset.MinValue ? marker.RepeatsSeen - Overlap : since;
        var entry = await db.EventEntries.Where(line => line.Id > after && line.At < settled).MaxAsync(line => (long?)line.Id, stopping) ?? 0;
        await NoteAsync(from line in db.EventEntries where line.Id > after join e in db.Events on line.Event equals e.Number select e.FirstSeenAt);
        var number = new EventNumber(marker.Event);
        await NoteAsync(db.Events.Where(e => e.Number > number).Select(e => e.FirstSeenAt));
        await NoteAsync(db.Events.Where(e => e.FirstSeenAt >= since).Select(e => e.FirstSeenAt));
        await NoteAsync(db.Events.Where(e => Any.Contains(e.Standing) && e.LastSeenAt >= repeatsSince && e.FirstSeenAt >= young).Select(e => e.FirstSeenAt));
        await NoteAsync(db.Events.Where(e => e.ShownAt != null && e.ShownAt >= since).Select(e => e.FirstSeenAt));
        await NoteAsync(from run in db.Set<TriggerRun>() where run.EndedAt >= since join e in db.Events on run.Event equals e.Number select e.FirstSeenAt);
        return (changed, entry);

        async Task NoteAsync(IQueryable<DateTimeOffset> instants)
        {
            await foreach (var at in instants.AsAsyncEnumerable().WithCancellation(stopping)) changed.Add(Quarters.Of(at));
        }
    }
}
