using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;

namespace OpsPortal.Features.Respond.Problems.Queries;

/// <summary>Which problems are asked for. What is empty narrows nothing.</summary>
public sealed record ProblemFilter
{
    /// <summary>Words of title, service, pattern, cause or workaround, or a number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<ProblemState> States { get; init; } = [];

    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    public PersonId? Owner { get; init; }

    /// <summary>Only those that nobody owns.</summary>
    public bool Unowned { get; init; }

    /// <summary>The key of a service, in full.</summary>
    public string Service { get; init; } = "";

    /// <summary>The event that is linked.</summary>
    public EventNumber? Event { get; init; }

    /// <summary>The incident that is linked.</summary>
    public IncidentNumber? Incident { get; init; }
}

/// <summary>A problem as listed.</summary>
/// <param name="Why">The strongest reason it was proposed for; empty where a person gave none.</param>
/// <param name="Occurrences">How often its pattern occurred within the last 30 days.</param>
/// <param name="LastAt">When it last did (UTC); null: not within that time.</param>
/// <param name="Verdict">Whether its fix holds; null: none is in place.</param>
public sealed record ProblemRow(
    ProblemNumber Number, string Title, string Service, Priority Priority, ProblemState State, PersonId? Owner, string OwnerName, string TeamName, string Why, DateTimeOffset ProposedAt, DateTimeOffset ChangedAt,
    int Events, int Incidents, long Occurrences, DateTimeOffset? LastAt, FixVerdict? Verdict, int Version);

/// <summary>An event that shows a problem.</summary>
public sealed record LinkedEventRow(EventNumber Number, string Title, string Service, Priority Priority, EventState State, Condition Condition, DateTimeOffset FirstSeenAt);

/// <summary>An incident that a problem caused.</summary>
public sealed record LinkedIncidentRow(IncidentNumber Number, string Title, Priority Priority, IncidentState State, DateTimeOffset OpenedAt);

/// <summary>How often a problem came back, as far back as a page looks.</summary>
/// <param name="From">Where the first day begins (UTC).</param>
/// <param name="Days">Recurrences of each day (UTC) from there on, the last one not over yet.</param>
/// <param name="Total">Recurrences in all these days.</param>
/// <param name="Events">Events in all these days; each recurrence may have many.</param>
/// <param name="LastAt">The last occurrence (UTC); null: there was none.</param>
/// <param name="Fix">How the fix has done; null: there is none, or nothing to measure it by.</param>
public sealed record RecurrenceView(DateTimeOffset From, IReadOnlyList<int> Days, int Total, long Events, DateTimeOffset? LastAt, MeasuredFix? Fix)
{
    /// <summary>So many days are looked back.</summary>
    public const int Reach = 90;
}

/// <summary>A problem with all that belongs to it.</summary>
/// <param name="Recurrence">Null: it is recognised by nothing, and so not counted.</param>
/// <param name="Events">The latest first.</param>
/// <param name="Incidents">The latest first.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="EarlierEntries">How many older entries there are than those given.</param>
public sealed record ProblemView(
    ProblemRow Row, Problem Problem, RecurrenceView? Recurrence, IReadOnlyList<LinkedEventRow> Events, IReadOnlyList<LinkedIncidentRow> Incidents, IReadOnlyList<ProblemEntry> Timeline, int EarlierEntries)
{
    /// <summary>The latest entries of the timeline; a page shows no more.</summary>
    public const int MostEntries = 500;
}
