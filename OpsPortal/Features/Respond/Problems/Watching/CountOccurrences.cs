using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Watching;

/// <summary>
/// Counts by pattern and minute what was raised and what fired again, behind the signal path and from where it was left, so that
/// how often something comes back is known after its events are gone. Nothing is counted twice: what is counted and how far is one commit.
/// </summary>
/// <remarks>
/// An event that stands behind another is left out, for it is a symptom of that one; so is what a maintenance window covers.
/// What is only silenced counts: whoever silences a nuisance has not ended it.
/// </remarks>
internal sealed class CountOccurrences(IDbContextFactory<OpsDb> databases, ChangeFeed feed, IOptions<JobOptions> kept, TimeProvider clock) : IJob
{
    internal const string CursorName = "problems";

    /// <summary>Most events, and most entries, read at once.</summary>
    private const int Part = 1000;

    /// <summary>A portal that begins to count looks back so many events; to count a million old ones would hold it up for what nobody asks any more.</summary>
    private const long MostEarlier = 20_000;

    /// <summary>So much later it is settled which event stands behind which.</summary>
    private static readonly TimeSpan Grouped = TimeSpan.FromSeconds(10);

    /// <summary>On PostgreSQL an entry may become visible after a later one, while its transaction is under way; none is for so long.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>One that counts.</summary>
    private readonly record struct Occurrence(ProblemPattern Pattern, LabelSet Labels, DateTimeOffset At, EventNumber Event);

    public async Task RunAsync(CancellationToken stopping)
    {
        var counted = await NarrowedPatterns.CatchUpAsync(databases, clock.GetUtcNow() - kept.Value.KeepClosedEvents, stopping);
        bool more;
        do
        {
            stopping.ThrowIfCancellationRequested();
            (var some, more) = await PartAsync(stopping);
            counted |= some;
        }
        while (more);

        if (counted) feed.Publish(ChangeKind.Problems);
    }

    /// <summary>Returns whether anything was counted, and whether there is more.</summary>
    private async Task<(bool Counted, bool More)> PartAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var cursor = await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == CursorName, stopping);
        if (cursor is null) db.Add(cursor = await BeginAsync(db, stopping));
        var until = clock.GetUtcNow() - (db is PostgresOpsDb ? Settled : Grouped);
        var found = new List<Occurrence>();
        var more = await RaisedAsync(db, cursor, until, found, stopping);
        more |= await RefiredAsync(db, cursor, until, found, stopping);
        if (!db.ChangeTracker.HasChanges()) return (false, false);

        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        await KeepAsync(db, found, stopping);
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(CancellationToken.None);
        return (found.Count > 0, more);
    }

    private static async Task<WatchCursor> BeginAsync(OpsDb db, CancellationToken stopping)
    {
        var last = await db.Events.OrderByDescending(e => e.Number).Select(e => e.Number).FirstOrDefaultAsync(stopping);
        if (last.Value <= MostEarlier) return new() { Name = CursorName };
        return new() { Name = CursorName, Event = last.Value - MostEarlier, Entry = await db.EventEntries.MaxAsync(entry => (long?)entry.Id, stopping) ?? 0 };
    }

    private static async Task<bool> RaisedAsync(OpsDb db, WatchCursor cursor, DateTimeOffset until, List<Occurrence> found, CancellationToken stopping)
    {
        var after = new EventNumber(cursor.Event);
        var raised = await EventPatterns.ReadAsync(db, db.Events.Where(e => e.Number > after).OrderBy(e => e.Number).Take(Part), stopping);
        var settled = raised.TakeWhile(e => e.FirstSeenAt <= until).ToList();
        if (settled.Count == 0) return false;
        cursor.Event = settled[^1].Number.Value;
        found.AddRange(settled.Where(Counts).Select(e => new Occurrence(e.Pattern, e.Labels, e.OccurredAt, e.Number)));
        return settled.Count == Part;
    }

    private static async Task<bool> RefiredAsync(OpsDb db, WatchCursor cursor, DateTimeOffset until, List<Occurrence> found, CancellationToken stopping)
    {
        var entries = await db.EventEntries.AsNoTracking().Where(entry => entry.Id > cursor.Entry).OrderBy(entry => entry.Id).Take(Part).Select(entry => new { entry.Id, entry.Event, entry.At, entry.Kind }).ToListAsync(stopping);
        var settled = entries.TakeWhile(entry => entry.At <= until).ToList();
        if (settled.Count == 0) return false;
        cursor.Entry = settled[^1].Id;
        var again = settled.FindAll(entry => entry.Kind == EntryKind.Refired);
        var events = (await EventPatterns.ReadAsync(db, again.ConvertAll(entry => entry.Event), stopping)).Where(Counts).ToDictionary(e => e.Number);
        found.AddRange(again.Where(entry => events.ContainsKey(entry.Event)).Select(entry => new Occurrence(events[entry.Event].Pattern, events[entry.Event].Labels, entry.At, entry.Event)));
        return settled.Count == Part;
    }

    internal static bool Counts(PatternedEvent e) => e.Lead is null && !e.IsPlanned && !e.Pattern.IsNone;

    /// <summary>The beginning of the minute (UTC).</summary>
    internal static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Minute.Ticks), TimeSpan.Zero);

    private static async Task KeepAsync(OpsDb db, List<Occurrence> found, CancellationToken stopping)
    {
        if (found.Count == 0) return;
        var words = found.Select(one => one.Pattern.What).Distinct().ToArray();
        var known = (await db.Set<StoredPattern>().Where(pattern => EF.Parameter(words).Contains(pattern.What)).ToListAsync(stopping)).ToDictionary(pattern => pattern.Pattern);
        var narrower = known.Keys.Where(pattern => pattern.IsNarrowed).ToLookup(pattern => pattern.Kind);
        var fresh = found.Select(one => one.Pattern).Distinct().Where(pattern => !known.ContainsKey(pattern)).Select(StoredPattern.Of).ToList();
        if (fresh.Count > 0)
        {
            db.AddRange(fresh);
            await db.SaveChangesAsync(stopping);
            foreach (var pattern in fresh) known[pattern.Pattern] = pattern;
        }

        // What labels narrow is counted beside its kind.
        db.AddRange(from one in found
                    from pattern in narrower[one.Pattern].Where(pattern => pattern.Recognises(one.Labels)).Prepend(one.Pattern)
                    group one by (Pattern: pattern, At: MinuteOf(one.At)) into minute
                    orderby minute.Key.At
                    select new StoredOccurrences { Pattern = known[minute.Key.Pattern].Id, At = minute.Key.At, Count = minute.LongCount(), Event = minute.Max(one => one.Event) });
    }
}
