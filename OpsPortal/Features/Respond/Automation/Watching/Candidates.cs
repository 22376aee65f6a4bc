using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>A trigger that speaks of something that happened.</summary>
internal sealed record Candidate(Trigger Trigger, Happening Happening, Event Event);

/// <summary>Finds which triggers speak of what happened, and have not been asked about it yet.</summary>
internal static class Candidates
{
    public static async Task<IReadOnlyList<Candidate>> FindAsync(OpsDb db, WatchedPart part, IReadOnlyList<Trigger> triggers, bool waits, CancellationToken stopping)
    {
        if (part.Happenings.Count == 0) return [];
        var events = await EventsAsync(db, part, stopping);
        var happenings = waits ? [.. await Waits.OverdueAsync(db, part.Happenings, events, stopping)] : part.Happenings;
        var found = (from happening in happenings
                     where events.ContainsKey(happening.Event)
                     from trigger in triggers
                     where trigger.Condition.On == happening.Occasion && happening.At >= trigger.ActiveFrom && trigger.Condition.Holds(events[happening.Event])
                     orderby happening.At
                     select new Candidate(trigger, happening, events[happening.Event])).ToList();
        return found.Count == 0 ? found : await NewAsync(db, part, found, stopping);
    }

    private static async Task<Dictionary<EventNumber, Event>> EventsAsync(OpsDb db, WatchedPart part, CancellationToken stopping)
    {
        var events = new Dictionary<EventNumber, Event>();
        foreach (var numbers in part.Happenings.Select(happening => happening.Event).Distinct().Chunk(1000))
        {
            foreach (var e in await db.Events.AsNoTracking().Where(e => EF.Parameter(numbers).Contains(e.Number)).ToListAsync(stopping)) events[e.Number] = e;
        }

        return events;
    }

    /// <summary>Without those that have a run already, and without the ends of silences that held nothing back.</summary>
    private static async Task<IReadOnlyList<Candidate>> NewAsync(OpsDb db, WatchedPart part, List<Candidate> found, CancellationToken stopping)
    {
        var known = new List<(TriggerNumber Trigger, Happening Happening, string WhyCode)>();
        foreach (var numbers in found.Select(candidate => candidate.Event.Number).Distinct().Chunk(1000))
        {
            var runs = await db.Set<TriggerRun>().AsNoTracking().Where(run => EF.Parameter(numbers).Contains(run.Event)).OrderBy(run => run.Number)
                .Select(run => new { run.Trigger, run.Event, run.Occasion, run.Occurrence, run.WhyCode }).ToListAsync(stopping);
            known.AddRange(runs.Select(run => (run.Trigger, new Happening(run.Event, run.Occasion, run.Occurrence, default), run.WhyCode)));
        }

        var done = known.Select(run => (run.Trigger, run.Happening)).ToHashSet();
        var last = known.ToLookup(run => (run.Trigger, run.Happening.Event), run => run.WhyCode);
        return found.FindAll(candidate =>
            !done.Contains((candidate.Trigger.Number, candidate.Happening with { At = default }))
            && (!part.Unsuppressed.Contains(candidate.Happening.Occurrence) || IsHeldBack(candidate, last[(candidate.Trigger.Number, candidate.Event.Number)])));
    }

    /// <summary>The end of a silence counts as a beginning only where the silence is why nothing was done.</summary>
    private static bool IsHeldBack(Candidate candidate, IEnumerable<string> reasons) =>
        candidate.Event.Condition == Condition.Firing && reasons.LastOrDefault() == AutomationRefusals.SuppressedCode;
}
