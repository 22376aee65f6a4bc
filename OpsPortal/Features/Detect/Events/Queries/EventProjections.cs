using System.Linq.Expressions;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>From the stored event to what is shown of it.</summary>
internal static class EventProjections
{
    public static Expression<Func<Event, EventRow>> Row { get; } = e => new EventRow(
        e.Number, e.Title, e.Type, e.Priority, e.State, e.Condition, e.Standing, e.Source, e.OwnerName, e.Count,
        e.FirstSeenAt, e.LastSeenAt, e.SnoozedUntil, e.Labels, e.Version)
    {
        Service = e.Service,
        Lead = e.Lead,

        // What is no row of the queue any more stands for nobody, whatever it did.
        Members = e.Standing == Standing.Active ? e.Members : 0,
        FlapsSince = e.FlapsSince,
        Tag = e.Tag,
        Rule = e.Rule,
    };

    private static readonly Func<Event, EventRow> ToRow = Row.Compile();

    public static EventView View(Event e, IReadOnlyList<EventEntry> timeline, DateTimeOffset now) => new(
        ToRow(e), e.Owner, e.Annotations, e.GeneratorUrl, e.StartsAt, e.EndsAt, e.AcknowledgedAt, e.AcknowledgedBy, e.SuppressedBy,
        e.ClosingNote, e.Lesson, timeline, Spent(e, timeline, now))
    {
        Rule = e.Rule,
        LoweredBy = e.LoweredBy,
        TaggedBy = e.TaggedBy,
        ShownAt = e.ShownAt,
        Usefulness = e.Usefulness,
        PrioritySetBy = e.PrioritySetBy,
    };

    /// <summary>An event is classified and prioritised the moment it is detected; from there its moves tell.</summary>
    private static List<(EventState State, TimeSpan Spent)> Spent(Event e, IReadOnlyList<EventEntry> timeline, DateTimeOffset now)
    {
        var spent = new List<(EventState State, TimeSpan Spent)>();
        var since = e.FirstSeenAt;
        foreach (var move in timeline.Where(entry => entry is { Kind: EntryKind.Moved, From: not null }))
        {
            Add(move.From!.Value, move.At - since);
            since = move.At;
        }

        Add(e.State, e.State == EventState.Closed ? TimeSpan.Zero : now - since);
        return spent;

        void Add(EventState state, TimeSpan span)
        {
            var known = spent.FindIndex(entry => entry.State == state);
            if (known < 0) spent.Add((state, span));
            else spent[known] = (state, spent[known].Spent + span);
        }
    }
}
