using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;

namespace OpsPortal.Features.Deliver.EarlyLife.Storage;

/// <summary>What a line of the timeline tells.</summary>
public enum EarlyLifeEntryKind
{
    Began,

    /// <summary>Somebody has shown that a criterion holds.</summary>
    Shown,

    /// <summary>A criterion that the portal looks at itself has turned.</summary>
    Turned,
    Extended,

    /// <summary>Ended because everything held.</summary>
    Ended,

    /// <summary>Ended by a decision.</summary>
    Decided,
}

/// <summary>One line of the timeline of a support. Never changed once written.</summary>
public sealed class EarlyLifeEntry
{
    public const int MaxTextLength = 3000;

    public long Id { get; private set; }

    public DeploymentNumber Deployment { get; init; }

    public DateTimeOffset At { get; init; }

    public EarlyLifeEntryKind Kind { get; init; }

    /// <summary>As shown.</summary>
    public required string Actor { get; init; }

    public required string Text { get; init; }
}

/// <summary>The summary of one day, as it was told to those who stand by. That it is here says that they were told.</summary>
public sealed class EarlyLifeDay
{
    public DeploymentNumber Deployment { get; init; }

    /// <summary>1, 2, 3 … since it began.</summary>
    public int Day { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Whose turn it was, as shown.</summary>
    public required string StandsBy { get; init; }

    public required string Words { get; init; }

    /// <summary>The planned time was over, and it went on.</summary>
    public bool IsOverdue { get; init; }
}

/// <summary>What the portal found when it looked last; of a support that is over: at its end.</summary>
public sealed class EarlyLifeLook
{
    public DeploymentNumber Deployment { get; init; }

    public DateTimeOffset At { get; set; }

    public required EarlyLifeFacts Facts { get; set; }

    /// <summary>One for each criterion, in their order.</summary>
    public required IReadOnlyList<CriterionFinding> Findings { get; set; }

    /// <summary>How many of them hold.</summary>
    public int Met { get; set; }
}
