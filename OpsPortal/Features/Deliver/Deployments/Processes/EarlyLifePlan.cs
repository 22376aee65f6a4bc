using OpsPortal.Domain.Deliver.EarlyLife;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>A monitor that is tighter for a while.</summary>
/// <param name="Monitor">As <c>MON-3</c>.</param>
/// <param name="Value">The value that warns meanwhile; tighter than the monitor's own.</param>
public sealed record TightenedValue(string Monitor, double Value);

/// <summary>How the services are looked after when a deployment to their last environment has succeeded. People are named so that a process outlives them.</summary>
public sealed record EarlyLifePlan
{
    /// <summary>Who answers for it: an e-mail address.</summary>
    public required string Owner { get; init; }

    /// <summary>Who stands by, a day each in turn: e-mail addresses, or names of teams for all of their members.</summary>
    public required IReadOnlyList<string> Roster { get; init; }

    public TimeSpan Lasts { get; init; } = TimeSpan.FromDays(7);

    public IReadOnlyList<TightenedValue> Thresholds { get; init; } = [];

    /// <summary>What has to hold before it may end.</summary>
    public required IReadOnlyList<ExitCriterion> Criteria { get; init; }
}
