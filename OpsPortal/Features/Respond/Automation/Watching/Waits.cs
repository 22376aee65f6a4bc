using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>Tells which events still wait for somebody since the beginning that was read.</summary>
internal static class Waits
{
    /// <summary>Neither taken on nor put off since; a later beginning of the same wait counts in its stead.</summary>
    public static async Task<IReadOnlySet<Happening>> OverdueAsync(OpsDb db, IReadOnlyList<Happening> begun, IReadOnlyDictionary<EventNumber, Event> events, CancellationToken stopping)
    {
        var waiting = begun.Where(one => events.TryGetValue(one.Event, out var e) && e is { State: EventState.Prioritised, AcknowledgedAt: null, SnoozedUntil: null }).ToList();
        var numbers = waiting.Select(one => one.Event).Distinct().ToArray();
        var last = new Dictionary<EventNumber, long>();
        foreach (var part in numbers.Chunk(500))
        {
            var found = await db.EventEntries.AsNoTracking()
                .Where(entry => EF.Parameter(part).Contains(entry.Event) && (entry.Kind == EntryKind.Refired || entry.Kind == EntryKind.Woken || entry.Kind == EntryKind.Unsuppressed || (entry.Kind == EntryKind.Moved && entry.To == EventState.Prioritised)))
                .GroupBy(entry => entry.Event).Select(group => new { group.Key, Last = group.Max(entry => entry.Id) }).ToListAsync(stopping);
            foreach (var one in found) last[one.Key] = one.Last;
        }

        return waiting.Where(one => last.GetValueOrDefault(one.Event) == one.Occurrence).ToHashSet();
    }
}
