using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Watching;

/// <summary>
/// Begins to count what a problem has been narrowed to. A stored pattern with labels is counted from then on as its kind is; what came before is told
/// from the events that are still stored, once, up to where counting stands. So nothing is missed between the two, and nothing is counted twice.
/// </summary>
/// <remarks>
/// In no minute a narrowed pattern has more than its kind had: what was not counted then, as what maintenance covered, is not counted now. Before the time
/// from which events are kept nothing is told, for what is missing there would look like quiet.
/// </remarks>
internal static class NarrowedPatterns
{
    /// <summary>So many of the latest events, and so many minutes of the kind, are looked through.</summary>
    private const int MostEarlier = 20_000;

    private const int Part = 1000;

    /// <summary>Returns whether anything was counted.</summary>
    /// <param name="since">From when on all events are kept.</param>
    public static async Task<bool> CatchUpAsync(IDbContextFactory<OpsDb> databases, DateTimeOffset since, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var wanted = (await db.Set<Problem>().AsNoTracking().Where(problem => problem.Narrowed != "").Select(problem => new { problem.What, problem.Service, problem.Labels }).ToListAsync(stopping))
            .Select(problem => new ProblemPattern(problem.What, problem.Service) { Labels = problem.Labels }).ToHashSet();
        var stored = await db.Set<StoredPattern>().Where(pattern => pattern.Narrowed != "").ToListAsync(stopping);

        // What no problem is recognised by any more is not counted on: should it be wanted again, it is told anew from its events.
        db.RemoveRange(stored.Where(pattern => !wanted.Contains(pattern.Pattern)));
        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(stopping);

        // A portal that has never counted tells everything in order, what is narrowed with the rest.
        var cursor = await db.Set<WatchCursor>().AsNoTracking().SingleOrDefaultAsync(known => known.Name == CountOccurrences.CursorName, stopping) ?? new() { Name = CountOccurrences.CursorName };
        var counted = false;
        foreach (var pattern in wanted.Except(stored.Select(known => known.Pattern)).ToList()) counted |= await BeginAsync(db, pattern, cursor, since, stopping);
        return counted;
    }

    private static async Task<bool> BeginAsync(OpsDb db, ProblemPattern pattern, WatchCursor cursor, DateTimeOffset since, CancellationToken stopping)
    {
        var minutes = await OccurrencesAsync(db, pattern, cursor, since, stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var stored = db.Add(StoredPattern.Of(pattern)).Entity;
        await db.SaveChangesAsync(stopping);
        db.AddRange(minutes.Select(minute => new StoredOccurrences { Pattern = stored.Id, At = minute.At, Count = minute.Count, Event = minute.Event }));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(CancellationToken.None);
        return minutes.Count > 0;
    }

    private static async Task<List<(DateTimeOffset At, long Count, EventNumber Event)>> OccurrencesAsync(OpsDb db, ProblemPattern pattern, WatchCursor cursor, DateTimeOffset since, CancellationToken stopping)
    {
        var ofKind = (await OccurrenceBook.OfAsync(db, pattern.Kind, since, stopping)).ToDictionary(one => one.At, one => one.Count);
        var numbers = (await EventsAsync(db, pattern, cursor, since, stopping)).ToDictionary(e => e.Number);
        var found = numbers.Values.Select(e => (At: CountOccurrences.MinuteOf(e.OccurredAt), Event: e.Number)).ToList();
        foreach (var part in numbers.Keys.Chunk(Part))
        {
            var again = await db.EventEntries.AsNoTracking().Where(entry => EF.Parameter(part).Contains(entry.Event) && entry.Kind == EntryKind.Refired && entry.Id <= cursor.Entry)
                .Select(entry => new { entry.Event, entry.At }).ToListAsync(stopping);
            found.AddRange(again.Select(entry => (CountOccurrences.MinuteOf(entry.At), entry.Event)));
        }

        return
        [
            .. from one in found
               group one by one.At into minute
               where ofKind.ContainsKey(minute.Key)
               orderby minute.Key
               select (minute.Key, Math.Min(minute.LongCount(), ofKind[minute.Key]), minute.Max(one => one.Event)),
        ];
    }

    /// <summary>Those that are stored, counted and recognised by it: the ones the kind names, and the latest of the service.</summary>
    private static async Task<List<PatternedEvent>> EventsAsync(OpsDb db, ProblemPattern pattern, WatchCursor cursor, DateTimeOffset since, CancellationToken stopping)
    {
        var found = new Dictionary<EventNumber, PatternedEvent>();
        var (after, last) = (new EventNumber(Math.Max(0, cursor.Event - MostEarlier)), new EventNumber(cursor.Event));
        foreach (var part in (await OccurrenceBook.EventsAsync(db, pattern.Kind, since, MostEarlier, stopping)).Chunk(Part))
            Take(await EventPatterns.ReadAsync(db, part, stopping));
        while (true)
        {
            var from = after;
            var events = await EventPatterns.ReadAsync(db, db.Events.Where(e => e.Number > from && e.Number <= last && e.Service == pattern.Service).OrderBy(e => e.Number).Take(Part), stopping);
            Take(events);
            if (events.Count < Part) return [.. found.Values];
            after = events[^1].Number;
        }

        void Take(List<PatternedEvent> events)
        {
            foreach (var e in events.Where(e => e.Number <= last && CountOccurrences.Counts(e) && e.Pattern == pattern.Kind && pattern.Recognises(e.Labels))) found[e.Number] = e;
        }
    }
}
