using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Watching;

/// <summary>The events something happened to.</summary>
/// <param name="At">By event: when the last of it was that can make a rule speak of it (UTC).</param>
/// <param name="More">There is more behind it.</param>
/// <param name="Moved">The cursor went on.</param>
internal sealed record ChangedPart(IReadOnlyDictionary<EventNumber, DateTimeOffset> At, bool More, bool Moved);

/// <summary>Reads which events to look at, from where it was left.</summary>
internal static class ChangedEvents
{
    public const string CursorName = "notifications";

    /// <summary>Most events, and most entries, read at once.</summary>
    private const int Part = 250;

    /// <summary>On PostgreSQL an entry may become visible after a later one while its transaction is under way; none is for so long.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(1);

    /// <summary>What can make a rule speak of an event it was silent about.</summary>
    private static readonly EntryKind[] Telling = [EntryKind.Refired, EntryKind.Unsuppressed, EntryKind.Woken, EntryKind.Reprioritised, EntryKind.Moved, EntryKind.Parted, EntryKind.FlapsNoLonger];

    /// <param name="cursor">Is moved on; what was read is lost unless it is saved with what is decided.</param>
    public static async Task<ChangedPart> ReadAsync(OpsDb db, WatchCursor cursor, DateTimeOffset now, CancellationToken stopping)
    {
        var before = (cursor.Event, cursor.Entry);
        var after = new EventNumber(cursor.Event);
        var raised = await db.Events.AsNoTracking().Where(e => e.Number > after).OrderBy(e => e.Number).Take(Part).Select(e => new { e.Number, e.FirstSeenAt }).ToListAsync(stopping);
        if (raised.Count > 0) cursor.Event = raised[^1].Number.Value;

        cursor.Reached = Math.Max(cursor.Reached, cursor.Entry);
        var entries = await db.EventEntries.AsNoTracking().Where(entry => entry.Id > cursor.Reached).OrderBy(entry => entry.Id).Take(Part)
            .Select(entry => new { entry.Id, entry.Event, entry.At, entry.Kind }).ToListAsync(stopping);
        foreach (var entry in entries)
        {
            if (cursor.Entry == cursor.Reached && (db is not PostgresOpsDb || entry.Id == cursor.Entry + 1 || entry.At < now - Settles)) cursor.Entry = entry.Id;
            cursor.Reached = entry.Id;
        }

        var changed = new Dictionary<EventNumber, DateTimeOffset>();
        foreach (var (number, at) in raised.Select(e => (e.Number, e.FirstSeenAt)).Concat(entries.Where(entry => Telling.Contains(entry.Kind)).Select(entry => (entry.Event, entry.At))))
        {
            if (!changed.TryGetValue(number, out var known) || known < at) changed[number] = at;
        }

        return new(changed, raised.Count == Part || entries.Count == Part, (cursor.Event, cursor.Entry) != before);
    }

    /// <summary>Makes what is now the beginning, for the first rule there is: the past concerns nobody.</summary>
    public static async Task BeginAsync(OpsDb db, CancellationToken stopping)
    {
        var cursor = await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == CursorName, stopping);
        if (cursor is null) db.Add(cursor = new() { Name = CursorName });
        cursor.Event = (await db.Events.OrderByDescending(e => e.Number).Select(e => (EventNumber?)e.Number).FirstOrDefaultAsync(stopping))?.Value ?? 0;
        cursor.Entry = await db.EventEntries.MaxAsync(entry => (long?)entry.Id, stopping) ?? 0;
    }
}
