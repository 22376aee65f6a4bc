namespace OpsPortal.Domain.Improve.Dora;

/// <summary>How it is known that an incident came of a deployment.</summary>
public enum IncidentLink
{
    None,

    /// <summary>Nobody said so: a P1 or P2 of one of its services was opened shortly after it.</summary>
    Inferred,

    /// <summary>Somebody said so.</summary>
    Explicit,
}

/// <summary>Why a deployment counts as failed; the first that holds.</summary>
public enum FailureCause
{
    None,
    Failed,
    RolledBack,

    /// <summary>The next to go out there, shortly after, was a hotfix.</summary>
    Hotfixed,

    /// <summary>A P1 or P2 came of it, as somebody said.</summary>
    Incident,

    /// <summary>A P1 or P2 probably came of it, as nobody said.</summary>
    ProbableIncident,
}

/// <summary>One deployment to production that has ended.</summary>
/// <param name="Reference">As people call it.</param>
/// <param name="Services">Keys of the services it touches.</param>
/// <param name="IsRework">It was made, unplanned, because of an incident in production.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; when it was over, whichever way.</param>
/// <param name="WrittenAt">UTC; of the oldest commit it brought. Null: not known.</param>
/// <param name="RecoveredAt">UTC; when the service was as it should be again after it had failed. Null: it has not, or did not fail.</param>
public sealed record DeploymentFacts(
    string Reference, IReadOnlyList<string> Services, string Model, bool IsFailed, bool IsRolledBack, bool IsHotfix, bool IsRework, DateTimeOffset StartedAt, DateTimeOffset EndedAt, DateTimeOffset? WrittenAt, DateTimeOffset? RecoveredAt)
{
    /// <summary>A hotfix so soon after repairs what went out before it.</summary>
    public static readonly TimeSpan HotfixWithin = TimeSpan.FromHours(24);

    /// <summary>An incident so soon after may have come of it.</summary>
    public static readonly TimeSpan IncidentWithin = TimeSpan.FromHours(4);

    public IncidentLink Link { get; init; }

    public bool IsHotfixed { get; init; }

    /// <summary>What it counts as failed for; each deployment counts once.</summary>
    public FailureCause Cause =>
        IsFailed ? FailureCause.Failed
        : IsRolledBack ? FailureCause.RolledBack
        : IsHotfixed ? FailureCause.Hotfixed
        : Link == IncidentLink.Explicit ? FailureCause.Incident
        : Link == IncidentLink.Inferred ? FailureCause.ProbableIncident
        : FailureCause.None;

    /// <summary>From the failure to recovery: from its start where it never came to an end that held, else from its end. Null: it did not fail, or no recovery is known.</summary>
    public TimeSpan? Recovery => CountsAsFailed && RecoveredAt is { } again ? again - (IsFailed || IsRolledBack ? StartedAt : EndedAt) : null;

    public bool CountsAsFailed => Cause != FailureCause.None;
}
