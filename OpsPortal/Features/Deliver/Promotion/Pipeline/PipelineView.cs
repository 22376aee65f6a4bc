using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Deliver.Promotion.Pipeline;

/// <summary>The newest version of a component that anybody named.</summary>
/// <param name="By">The change or system that named it, as shown.</param>
/// <param name="Address">Where that can be looked at.</param>
/// <param name="Tests">What the tests said, in words; empty: nothing is known.</param>
public sealed record BuiltVersion(ComponentVersion Component, DateTimeOffset At, string By, string Address, string Tests);

/// <summary>What runs.</summary>
/// <param name="By">The deployment, change or system that put it there, as shown.</param>
/// <param name="Address">Of the deployment; empty: there is none of the portal's own.</param>
/// <param name="IsHeld">It is in quarantine.</param>
public sealed record RunningVersion(ComponentVersion Component, DateTimeOffset Since, string By, string Address, bool IsHeld);

/// <summary>A deployment under way.</summary>
public sealed record MovingDeployment(DeploymentNumber Number, DeploymentState State, string Versions, DateTimeOffset? StartedAt);

/// <summary>A change that has not ended.</summary>
/// <param name="Waits">What it waits for, in plain sentences, the most pressing first.</param>
public sealed record WaitingChange(ChangeNumber Number, string Title, ChangeState State, string Versions, IReadOnlyList<string> Waits);

/// <summary>How the way into an environment stands.</summary>
public enum GateState
{
    /// <summary>Nothing is known to run before it.</summary>
    Nothing,

    /// <summary>Both run the same.</summary>
    Even,

    /// <summary>What runs before it can go on.</summary>
    Open,

    /// <summary>Something stands in the way.</summary>
    Closed,

    /// <summary>It goes on now, or a change that takes it on waits.</summary>
    UnderWay,
}

/// <summary>The way from one environment into the next.</summary>
/// <param name="Why">In plain sentences.</param>
/// <param name="Offered">What runs before it and not behind it.</param>
public sealed record PipelineGate(string From, GateState State, IReadOnlyList<string> Why, IReadOnlyList<ComponentVersion> Offered);

/// <summary>One environment.</summary>
/// <param name="Gate">Null: it is the first.</param>
public sealed record PipelineStage(string Environment, Tier Tier, IReadOnlyList<RunningVersion> Running, IReadOnlyList<MovingDeployment> Moving, IReadOnlyList<WaitingChange> Waiting, PipelineGate? Gate);

/// <summary>The way of a service's versions from the build to production, as it stands at one moment.</summary>
/// <param name="Stages">The one nearest to users last.</param>
/// <param name="Hotfix">The shorter way; empty: there is none.</param>
public sealed record PipelineView(ServiceKey Service, string Name, IReadOnlyList<BuiltVersion> Built, IReadOnlyList<PipelineStage> Stages, IReadOnlyList<string> Hotfix, DateTimeOffset At);
