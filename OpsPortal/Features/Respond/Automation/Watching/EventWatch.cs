using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>What happened next.</summary>
/// <param name="More">There is more behind it.</param>
/// <param name="Moved">The cursor went on.</param>
/// <param name="Unsuppressed">Those that are only the end of a silence.</param>
internal sealed record WatchedPart(IReadOnlyList<Happening> Happenings, IReadOnlySet<long> Unsuppressed, bool More, bool Moved);

/// <summary>Reads what happened to events, from where it was left.</summary>
internal static class EventWatch
{
    /// <summary>Most events, and most entries, read at once.</summary>
    private const int Part = 1000;

    /// <summary>
    /// On PostgreSQL an entry may become visible after a later one, while its transaction is under way; none is for so long.
    /// SQLite has one writer at a time, so what is visible is complete.
    /// </summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(1);

    /// <param name="cursor">Is moved on; what was read is lost unless it is saved with what is decided.</param>
    /// <param name="until">Only what happened up to then.</param>
    /// <param name="waits">What begins a wait rather than what is acted on at once.</param>
    public static async Task<WatchedPart> ReadAsync(OpsDb db, WatchCursor cursor, DateTimeOffset until, bool waits, DateTimeOffset now, CancellationToken stopping)
    {
        var (eventBefore, entryBefore) = (cursor.Event, cursor.Entry);
        var after = new EventNumber(cursor.Event);
        var raised = await db.Events.AsNoTracking().Where(e => e.Number > after && e.FirstSeenAt <= until).OrderBy(e => e.Number).Take(Part)
            .Select(e => new { e.Number, e.FirstSeenAt }).ToListAsync(stopping);
        if (raised.Count > 0) cursor.Event = raised[^1].Number.Value;

        var entries = await AdvanceAsync(db, cursor, until, now, stopping);
        var happenings = raised.Select(e => new Happening(e.Number, waits ? Occasion.Unacknowledged : Occasion.Raised, 0, e.FirstSeenAt))
            .Concat(entries.Select(entry => (Entry: entry, Occasion: waits ? Waiting(entry) : AtOnce(entry))).Where(read => read.Occasion is not null).Select(read => new Happening(read.Entry.Event, read.Occasion!.Value, read.Entry.Id, read.Entry.At)))
            .OrderBy(happening => happening.At).ToList();
        return new(happenings, entries.Where(entry => entry.Kind == EntryKind.Unsuppressed).Select(entry => entry.Id).ToHashSet(),
            raised.Count == Part || entries.Count == Part, (cursor.Event, cursor.Entry) != (eventBefore, entryBefore));
    }

    /// <summary>The lines of timelines alone.</summary>
    public static async Task<(IReadOnlyList<WatchedEntry> Entries, bool More, bool Moved)> EntriesAsync(OpsDb db, WatchCursor cursor, DateTimeOffset until, DateTimeOffset now, CancellationToken stopping)
    {
        var before = cursor.Entry;
        var entries = await AdvanceAsync(db, cursor, until, now, stopping);
        return (entries, entries.Count == Part, cursor.Entry != before);
    }

    private static async Task<List<WatchedEntry>> AdvanceAsync(OpsDb db, WatchCursor cursor, DateTimeOffset until, DateTimeOffset now, CancellationToken stopping)
    {
        cursor.Reached = Math.Max(cursor.Reached, cursor.Entry);
        var entries = await db.EventEntries.AsNoTracking().Where(entry => entry.Id > cursor.Reached && entry.At <= until).OrderBy(entry => entry.Id).Take(Part)
            .Select(entry => new WatchedEntry(entry.Id, entry.Event, entry.At, entry.Kind, entry.From, entry.To, entry.Actor)).ToListAsync(stopping);
        foreach (var entry in entries)
        {
            if (cursor.Entry == cursor.Reached && (db is not PostgresOpsDb || entry.Id == cursor.Entry + 1 || entry.At < now - Settles)) cursor.Entry = entry.Id;
            cursor.Reached = entry.Id;
        }

        return entries;
    }

    /// <summary>What a line of the timeline means for triggers that act at once.</summary>
    public static Occasion? AtOnce(WatchedEntry entry) => entry.Kind switch
    {
        EntryKind.Refired or EntryKind.Unsuppressed => Occasion.Raised,
        EntryKind.Cleared => Occasion.Cleared,
        EntryKind.Moved when entry is { From: EventState.Prioritised, To: EventState.Investigating } => Occasion.Acknowledged,
        _ => null,
    };

    /// <summary>What begins the wait for somebody anew.</summary>
    public static Occasion? Waiting(WatchedEntry entry) => entry.Kind switch
    {
        EntryKind.Refired or EntryKind.Woken or EntryKind.Unsuppressed => Occasion.Unacknowledged,
        EntryKind.Moved when entry.To == EventState.Prioritised => Occasion.Unacknowledged,
        _ => null,
    };
}

/// <summary>A line of an event's timeline without its words.</summary>
internal sealed record WatchedEntry(long Id, EventNumber Event, DateTimeOffset At, EntryKind Kind, EventState? From, EventState? To, string Actor = "");
