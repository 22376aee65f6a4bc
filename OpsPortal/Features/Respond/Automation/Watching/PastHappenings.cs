using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>Reads the past for a dry run.</summary>
internal static class PastHappenings
{
    /// <summary>What of the kind that a condition waits for happened, oldest first, each with the event as it is now.</summary>
    public static async Task<(IReadOnlyList<(Happening Happening, Event Event)> Past, bool IsPartial)> ReadAsync(
        OpsDb db, TriggerCondition condition, DateTimeOffset since, DateTimeOffset until, int most, CancellationToken stopping)
    {
        var waits = condition.On == Occasion.Unacknowledged;
        var raised = condition.On is Occasion.Raised or Occasion.Unacknowledged
            ? await db.Events.AsNoTracking().Where(e => e.FirstSeenAt >= since && e.FirstSeenAt <= until).OrderByDescending(e => e.Number).Take(most).Select(e => new { e.Number, e.FirstSeenAt }).ToListAsync(stopping)
            : [];
        var entries = await db.EventEntries.AsNoTracking().Where(entry => entry.At >= since && entry.At <= until)
            .Where(entry => entry.Kind == EntryKind.Moved || entry.Kind == EntryKind.Cleared || entry.Kind == EntryKind.Refired || entry.Kind == EntryKind.Woken || entry.Kind == EntryKind.Snoozed)
            .OrderByDescending(entry => entry.Id).Take(most).Select(entry => new WatchedEntry(entry.Id, entry.Event, entry.At, entry.Kind, entry.From, entry.To)).ToListAsync(stopping);
        var partial = raised.Count == most || entries.Count == most;
        var happenings = raised.Select(e => new Happening(e.Number, condition.On, 0, e.FirstSeenAt))
            .Concat(from entry in entries where (waits ? EventWatch.Waiting(entry) : EventWatch.AtOnce(entry)) == condition.On select new Happening(entry.Event, condition.On, entry.Id, entry.At));
        if (waits) happenings = Overdue(happenings, entries.ToLookup(entry => entry.Event), condition.Wait, until);

        var chosen = happenings.OrderByDescending(happening => happening.At).Take(most).Reverse().ToList();
        var events = new Dictionary<EventNumber, Event>();
        foreach (var part in chosen.Select(happening => happening.Event).Distinct().Chunk(1000))
        {
            foreach (var e in await db.Events.AsNoTracking().Where(e => EF.Parameter(part).Contains(e.Number)).ToListAsync(stopping)) events[e.Number] = e;
        }

        return ([.. from happening in chosen where events.ContainsKey(happening.Event) select (happening, events[happening.Event])], partial);
    }

    /// <summary>Waits that nothing ended in time; each is acted on at their end.</summary>
    private static IEnumerable<Happening> Overdue(IEnumerable<Happening> begun, ILookup<EventNumber, WatchedEntry> entries, TimeSpan wait, DateTimeOffset until) =>
        from one in begun
        let end = one.At + wait
        where end <= until && !entries[one.Event].Any(entry => entry.Id > one.Occurrence && entry.At <= end && Ends(entry))
        select one with { At = end };

    private static bool Ends(WatchedEntry entry) => entry.Kind is EntryKind.Snoozed or EntryKind.Refired or EntryKind.Woken || entry is { Kind: EntryKind.Moved };
}
