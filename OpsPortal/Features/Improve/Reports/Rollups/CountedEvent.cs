using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Improve.Effectiveness;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>One event with all that reports count of it.</summary>
internal sealed record CountedEvent(EventNumber Number, DateTimeOffset DetectedAt, SumKey Key, long Signals, EventVerdict Verdict, bool IsGrouped, DateTimeOffset? RefiredAt, bool Flapped, DateTimeOffset OccurredAt, DateTimeOffset? ShownAt, DateTimeOffset? AcknowledgedAt, DateTimeOffset? ResolvedAt)
{
    /// <summary>A source's clock may be so far ahead of the portal's without being mentioned.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    public void CountIn(EventTally tally)
    {
        tally.Events++;
        tally.Signals += Signals;
        if (IsGrouped) tally.Grouped++;
        if (RefiredAt is not null) tally.Refired++;
        if (Flapped) tally.Flapped++;
        if (RefiredAt is null && OccurredAt - DetectedAt > Skew) tally.Skewed++;
        switch (Verdict)
        {
            case EventVerdict.HeldBack: tally.HeldBack++; break;
            case EventVerdict.Actionable: tally.Actionable++; break;
            case EventVerdict.Noise: tally.Noise++; break;
            default: tally.Undecided++; break;
        }


        // Of what fired again only the last beginning is known; it belongs to the signal that it came back with.
        tally.Detected.Add((RefiredAt ?? DetectedAt) - OccurredAt);
        if (ShownAt is { } shown) tally.Shown.Add(shown - DetectedAt);
        if (AcknowledgedAt is { } taken) tally.Acknowledged.Add(taken - DetectedAt);
        if (ResolvedAt is { } over) tally.Resolved.Add(over - DetectedAt);
    }
}

/// <summary>Reads events as reports count them, a part at a time.</summary>
internal static class CountedEvents
{
    private const int PartSize = 10_000;

    private static readonly RunState[] Ran = [RunState.Succeeded];

    /// <summary>All that were detected between two instants, the end not included, in the order of detection.</summary>
    public static async IAsyncEnumerable<CountedEvent> BetweenAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        var (since, last) = (from, new EventNumber(0));
        while (true)
        {
            var part = await db.Events.AsNoTracking().Where(e => e.FirstSeenAt >= since && e.FirstSeenAt < to && (e.FirstSeenAt > since || e.Number > last))
                .OrderBy(e => e.FirstSeenAt).ThenBy(e => e.Number).Take(PartSize)
                .Select(e => new Row(e.Number, e.FirstSeenAt, e.Service, e.Source, e.Rule, e.Type, e.Priority, e.State, e.Count, e.StartsAt, e.ShownAt, e.AcknowledgedAt, e.Usefulness, e.SuppressedBy != null, e.Lead != null)).ToListAsync(stopping);
            if (part.Count == 0) yield break;
            foreach (var one in await WithHandlingAsync(db, part, stopping)) yield return one;
            if (part.Count < PartSize) yield break;
            (since, last) = (part[^1].DetectedAt, part[^1].Number);
        }
    }

    private static async Task<IReadOnlyList<CountedEvent>> WithHandlingAsync(OpsDb db, List<Row> part, CancellationToken stopping)
    {
        var handling = part.ToDictionary(row => row.Number, _ => new Handling());
        var (from, to) = (part[0].DetectedAt, part[^1].DetectedAt);
        var within = db.Events.AsNoTracking().Where(e => e.FirstSeenAt >= from && e.FirstSeenAt <= to);
        var entries = await (from entry in db.EventEntries.AsNoTracking()
                             join e in within on entry.Event equals e.Number
                             where entry.Kind == EntryKind.Commented || entry.Kind == EntryKind.Assigned || entry.Kind == EntryKind.Refired || entry.Kind == EntryKind.FlapsFrom || (entry.Kind == EntryKind.Moved && (entry.To == EventState.Escalated || entry.To == EventState.Resolved))
                             select new { entry.Event, entry.Kind, entry.To, entry.At, IsNote = entry.Actor != e.Source && entry.Text != "" }).ToListAsync(stopping);
        foreach (var entry in entries)
        {
            if (!handling.TryGetValue(entry.Event, out var known)) continue;
            if (entry.Kind == EntryKind.Refired) known.RefiredAt = known.RefiredAt > entry.At ? known.RefiredAt : entry.At;
            else if (entry.Kind == EntryKind.FlapsFrom) known.Flapped = true;
            else if (entry.To == EventState.Resolved) (known.ResolvedAt, known.Worked) = (known.ResolvedAt > entry.At ? known.ResolvedAt : entry.At, known.Worked || entry.IsNote);
            else known.Worked = true;
        }

        var runs = await (from run in db.Set<TriggerRun>().AsNoTracking() join e in within on run.Event equals e.Number where Ran.Contains(run.State) select run.Event).Distinct().ToListAsync(stopping);
        foreach (var number in runs)
        {
            if (handling.TryGetValue(number, out var known)) known.Worked = true;
        }

        var monitored = part.Exists(row => row.Source == MonitorSignals.Source)
            ? await within.Where(e => e.Source == MonitorSignals.Source).Select(e => new { e.Number, e.Labels }).ToDictionaryAsync(e => e.Number, e => e.Labels, stopping)
            : [];
        return part.ConvertAll(row => row.With(handling[row.Number], monitored.GetValueOrDefault(row.Number)));
    }

    private sealed class Handling
    {
        public bool Worked { get; set; }

        public DateTimeOffset? RefiredAt { get; set; }

        public bool Flapped { get; set; }

        public DateTimeOffset? ResolvedAt { get; set; }
    }

    private sealed record Row(
        EventNumber Number, DateTimeOffset DetectedAt, string Service, string Source, Guid? Rule, EventType Type, Priority Priority, EventState State, long Count, DateTimeOffset StartsAt,
        DateTimeOffset? ShownAt, DateTimeOffset? AcknowledgedAt, Usefulness? Usefulness, bool IsSuppressed, bool IsLed)
    {
        public CountedEvent With(Handling handling, LabelSet? labels)
        {
            var isOver = !EventLifecycle.IsOpen(State);
            var facts = new EventFacts(Usefulness, State, ShownAt is not null, AcknowledgedAt is not null, handling.Worked, IsSuppressed || (isOver && IsLed));
            var origin = labels?["monitor"] is { Length: > 0 } monitor ? Origins.OfMonitor(monitor) : Rule is { } rule ? Origins.OfRule(rule) : "";
            return new(Number, DetectedAt, new(Cube.Detail, Service, Source, origin, Type, Priority), Count, facts.Verdict, isOver && IsLed, handling.RefiredAt, handling.Flapped, StartsAt, ShownAt, AcknowledgedAt, isOver ? handling.ResolvedAt : null);
        }
    }
}
