namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>What an entry of a deployment's timeline tells.</summary>
public enum DeploymentEntryKind
{
    Made,

    /// <summary>The deployment moved from one state to another.</summary>
    Moved,

    /// <summary>An attempt of a step began.</summary>
    Began,

    /// <summary>An attempt ended, in whatever way.</summary>
    Ended,

    /// <summary>A step was left out.</summary>
    Skipped,

    /// <summary>Something was looked at, and that did not end the step.</summary>
    Judged,

    /// <summary>A person allowed what would not have happened by itself.</summary>
    Allowed,

    /// <summary>Where the traffic goes has changed, or is no longer certain.</summary>
    Traffic,
    Noted,
}

/// <summary>One line of a deployment's timeline. Never changed once written.</summary>
public sealed class DeploymentEntry
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public DeploymentNumber Deployment { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; init; }

    public DeploymentEntryKind Kind { get; init; }

    /// <summary>Who acted, as shown.</summary>
    public required string Actor { get; init; }

    /// <summary>Set for <see cref="DeploymentEntryKind.Moved"/> only.</summary>
    public DeploymentState? From { get; init; }

    /// <summary>Set for <see cref="DeploymentEntryKind.Moved"/> only.</summary>
    public DeploymentState? To { get; init; }

    /// <summary>The attempt it is about, as <c>DEP-1/2/3/1</c>; empty: none.</summary>
    public string About { get; init; } = "";

    public string Text { get; init; } = "";
}
