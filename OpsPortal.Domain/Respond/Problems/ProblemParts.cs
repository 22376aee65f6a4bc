using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>What an entry of a problem's timeline tells.</summary>
public enum ProblemEntryKind
{
    Proposed,

    /// <summary>The problem moved from one state to another.</summary>
    Moved,
    Noted,

    /// <summary>Title, description, root cause or workaround were written anew.</summary>
    Written,
    Assigned,
    Reprioritised,

    /// <summary>What it is recognised by is another.</summary>
    Recognised,
    EventLinked,
    EventUnlinked,
    IncidentLinked,
    IncidentUnlinked,

    /// <summary>The change that fixes it, and since when it does.</summary>
    FixSet,
}

/// <summary>One line of a problem's timeline. Never changed once written.</summary>
public sealed class ProblemEntry
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxTextLength = 8000;

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public ProblemNumber Problem { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    public ProblemEntryKind Kind { get; init; }

    /// <summary>Who acted, as shown.</summary>
    public required string Actor { get; init; }

    /// <summary>Set for <see cref="ProblemEntryKind.Moved"/> only.</summary>
    public ProblemState? From { get; init; }

    /// <summary>Set for <see cref="ProblemEntryKind.Moved"/> only.</summary>
    public ProblemState? To { get; init; }

    /// <summary>The number it tells of, as <c>EVT-7</c> or <c>INC-3</c>; empty: none.</summary>
    public string About { get; init; } = "";

    public string Text { get; init; } = "";
}

/// <summary>An event that shows the problem.</summary>
public sealed class ProblemEvent
{
    public ProblemNumber Problem { get; init; }

    public EventNumber Event { get; init; }

    public DateTimeOffset LinkedAt { get; init; }

    /// <summary>Who linked it, as shown.</summary>
    public required string By { get; init; }
}

/// <summary>An incident that the problem caused.</summary>
public sealed class ProblemIncident
{
    public ProblemNumber Problem { get; init; }

    public IncidentNumber Incident { get; init; }

    public DateTimeOffset LinkedAt { get; init; }

    /// <summary>Who linked it, as shown.</summary>
    public required string By { get; init; }
}

/// <summary>What is known about a problem, as somebody writes it.</summary>
/// <param name="Description">What happens, and what has been found so far.</param>
/// <param name="RootCause">Why it happens; empty: not known yet.</param>
/// <param name="Workaround">What helps until it is fixed; shown wherever the problem comes back. Empty: not known yet.</param>
public sealed record ProblemText(string Title, string Description, string RootCause, string Workaround);
