using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Counting;

/// <summary>An event with what became of it and who answers for it.</summary>
/// <param name="Name">Of the rule, as its latest event tells; empty where only the rule itself knows.</param>
internal sealed record JudgedEvent(EventNumber Number, RuleSubject Subject, string Name, string AlertName, string Service, DateTimeOffset At, DateTimeOffset Until, EventOutcome Outcome);

/// <summary>Reads events page by page and says what became of each.</summary>
internal static class OutcomeReader
{
    private const int PageSize = 2000;

    /// <summary>Those that came from one instant until just before another, in the order of their coming.</summary>
    public static async IAsyncEnumerable<JudgedEvent> BetweenAsync(IDbContextFactory<OpsDb> databases, DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken stopping)
    {
        EventNumber next;
        await using (var db = await databases.CreateDbContextAsync(stopping)) next = await EventNumbers.SinceAsync(db, from, stopping);
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            List<JudgedEvent> page;
            int read;
            await using (var db = await databases.CreateDbContextAsync(stopping)) (page, read) = await PageAsync(db, next, stopping);
            foreach (var judged in page)
            {
                if (judged.At >= until) yield break;
                if (judged.At >= from) yield return judged;
            }

            if (read < PageSize) yield break;
            next = new(page[^1].Number.Value + 1);
        }
    }

    private static async Task<(List<JudgedEvent> Judged, int Read)> PageAsync(OpsDb db, EventNumber from, CancellationToken stopping)
    {
        var events = await db.Events.AsNoTracking().Where(e => e.Number >= from).OrderBy(e => e.Number).Take(PageSize).Select(e => new
        {
            e.Number,
            e.Source,
            e.Rule,
            e.Labels,
            e.Title,
            e.Service,
            e.State,
            e.Usefulness,
            e.AcknowledgedAt,
            e.ShownAt,
            e.Condition,
            e.EndsAt,
            e.LastSeenAt,
            e.FirstSeenAt,
            e.SuppressedBy,
            e.Lead,
        }).ToListAsync(stopping);
        if (events.Count == 0) return ([], 0);
        var handled = await HandledAsync(db, events[0].Number, events[^1].Number, stopping);
        var leads = events.Where(e => e.Lead is not null).Select(e => e.Lead!.Value).Distinct().ToArray();
        var worked = leads.Length == 0 ? [] : await WorkedLeadsAsync(db, leads, stopping);
        return ([.. events.Select(e =>
        {
            var seen = handled.GetValueOrDefault(e.Number);
            var facts = new EventFacts(e.Usefulness, e.State, e.AcknowledgedAt is not null || seen.Acknowledged, seen.Worked, e.SuppressedBy is not null || seen.HeldBack, e.ShownAt,
                e.Condition == Condition.Cleared ? e.EndsAt : null, e.Lead is { } lead && worked.Contains(lead));
            return new JudgedEvent(e.Number, RuleSubject.Of(e.Source, e.Rule, e.Labels, e.Title), e.Labels["alertname"] is { Length: > 0 } alert ? alert : e.Labels["rule"] is { Length: > 0 } rule ? rule : e.Title,
                e.Labels["alertname"], e.Service, e.FirstSeenAt, e.Condition == Condition.Cleared ? e.EndsAt : e.LastSeenAt, facts.Judge());
        })], events.Count);
    }

    /// <summary>What people did with the events of a stretch of numbers; what nobody touched is left out.</summary>
    private static async Task<Dictionary<EventNumber, Handled>> HandledAsync(OpsDb db, EventNumber first, EventNumber last, CancellationToken stopping)
    {
        var handled = new Dictionary<EventNumber, Handled>();
        var entries = await db.EventEntries.AsNoTracking().Where(entry => entry.Event >= first && entry.Event <= last
            && (entry.Kind == EntryKind.Commented || entry.Kind == EntryKind.Assigned || entry.Kind == EntryKind.Suppressed || (entry.Kind == EntryKind.Moved && (entry.To == EventState.Escalated || entry.To == EventState.Investigating))))
            .Select(entry => new { entry.Event, entry.Kind, entry.To }).Distinct().ToListAsync(stopping);
        foreach (var entry in entries)
        {
            var known = handled.GetValueOrDefault(entry.Event);
            handled[entry.Event] = entry.Kind switch
            {
                EntryKind.Suppressed => known with { HeldBack = true },
                EntryKind.Moved when entry.To == EventState.Investigating => known with { Acknowledged = true },
                _ => known with { Worked = true },
            };
        }

        var linked = await db.Set<IncidentEvent>().AsNoTracking().Where(link => link.Event >= first && link.Event <= last).Select(link => link.Event).ToListAsync(stopping);
        foreach (var number in linked) handled[number] = handled.GetValueOrDefault(number) with { Worked = true, Acknowledged = true };
        var run = await db.Set<TriggerRun>().AsNoTracking().Where(one => one.Event >= first && one.Event <= last && one.Acted).Select(one => one.Event).Distinct().ToListAsync(stopping);
        foreach (var number in run) handled[number] = handled.GetValueOrDefault(number) with { Worked = true };
        return handled;
    }

    private static async Task<HashSet<EventNumber>> WorkedLeadsAsync(OpsDb db, EventNumber[] leads, CancellationToken stopping) =>
        [.. await db.Events.AsNoTracking().Where(e => EF.Parameter(leads).Contains(e.Number) && (e.Usefulness == Usefulness.Actionable || (e.Usefulness == null && e.AcknowledgedAt != null
            && (db.Set<IncidentEvent>().Any(link => link.Event == e.Number) || db.EventEntries.Any(entry => entry.Event == e.Number && (entry.Kind == EntryKind.Commented || entry.Kind == EntryKind.Assigned || entry.To == EventState.Escalated))))))
            .Select(e => e.Number).ToListAsync(stopping)];

    private readonly record struct Handled(bool Acknowledged, bool Worked, bool HeldBack);
}
