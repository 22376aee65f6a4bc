using System.ComponentModel;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Promoting;

namespace OpsPortal.Features.Deliver.Promotion.Rest;

/// <summary>A backout plan that was tried out.</summary>
/// <param name="By">The deployment that was rolled back, or the person who tells of it.</param>
/// <param name="TookMinutes">How long bringing the earlier version back took.</param>
internal sealed record RehearsalItem(Guid Id, IReadOnlyList<string> Services, string Environment, Tier Tier, string? Change, string? Deployment, IReadOnlyList<string> Steps, bool Worked, double TookMinutes, string Evidence, string Link, string By, DateTimeOffset At)
{
    public static RehearsalItem Of(BackoutRehearsal one) => new(one.Id, [.. one.Services.Select(service => service.Value)], one.Environment, one.Tier, one.Change?.ToString(), one.Deployment?.ToString(), one.Steps, one.Worked, one.Took.TotalMinutes, one.Evidence, one.Link, one.By.Name, one.At);
}

internal sealed record RehearsalBody
{
    [Description("The change whose backout plan was rehearsed, as CHG-7")]
    public string Change { get; init; } = "";

    [Description("Where, below production, as the catalogue names it")]
    public string Environment { get; init; } = "";

    [Description("It brought the earlier version back")]
    public bool Worked { get; init; } = true;

    [Description("How long it took, 0 to 10080")]
    public double TookMinutes { get; init; }

    [Description("What was seen")]
    public string Evidence { get; init; } = "";

    [Description("Where it can be looked at, http or https; empty: nowhere")]
    public string Link { get; init; } = "";
}

internal sealed record ExceptionBody
{
    [Description("The environment that is left out")]
    public string Environment { get; init; } = "";

    public string Reason { get; init; } = "";
}

/// <summary>An environment that a change may pass by.</summary>
internal sealed record ExceptionItem(string Environment, string Reason, string By, DateTimeOffset At)
{
    public static ExceptionItem Of(PromotionException given) => new(given.Environment, given.Reason, given.By.Name, given.At);
}

internal sealed record PromotionBody
{
    [Description("Where to; left out: the first environment of production. What the environment before it runs goes there")]
    public string To { get; init; } = "";
}

/// <summary>The change by which versions go on.</summary>
/// <param name="Created">False: it was under way already.</param>
/// <param name="NotAsked">Why nobody is asked to approve it yet; null: approval is asked for, or was.</param>
internal sealed record PromotionItem(string Change, bool Created, string? NotAsked)
{
    public static PromotionItem Of(Promoted promoted) => new(promoted.Change.ToString(), promoted.IsNew, promoted.NotAsked?.Message);
}

internal sealed record BuiltItem(ComponentBody Component, DateTimeOffset At, string By, string Tests);

internal sealed record RunningItem(ComponentBody Component, DateTimeOffset Since, string By, bool InQuarantine);

internal sealed record MovingItem(string Deployment, Domain.Deliver.Deployments.DeploymentState State, DateTimeOffset? StartedAt);

internal sealed record WaitingItem(string Change, string Title, ChangeState State, IReadOnlyList<string> Waits);

/// <summary>The way from one environment into the next.</summary>
/// <param name="Offered">What runs before it and not behind it.</param>
internal sealed record GateItem(string From, GateState State, IReadOnlyList<string> Why, IReadOnlyList<ComponentBody> Offered);

/// <param name="Gate">Null: it is the first.</param>
internal sealed record PipelineStageItem(string Environment, Tier Tier, IReadOnlyList<RunningItem> Running, IReadOnlyList<MovingItem> UnderWay, IReadOnlyList<WaitingItem> Waiting, GateItem? Gate);

/// <summary>The way of a service's versions to production, as it stands.</summary>
/// <param name="Hotfix">The shorter way; empty: there is none.</param>
internal sealed record PipelineItem(string Service, string Name, IReadOnlyList<BuiltItem> Built, IReadOnlyList<PipelineStageItem> Stages, IReadOnlyList<string> Hotfix)
{
    public static PipelineItem Of(PipelineView view) => new(view.Service.Value, view.Name, [.. view.Built.Select(one => new BuiltItem(ComponentBody.Of(one.Component), one.At, one.By, one.Tests))], [.. view.Stages.Select(Of)], view.Hotfix);

    private static PipelineStageItem Of(PipelineStage stage) => new(stage.Environment, stage.Tier, [.. stage.Running.Select(one => new RunningItem(ComponentBody.Of(one.Component), one.Since, one.By, one.IsHeld))],
        [.. stage.Moving.Select(one => new MovingItem(one.Number.ToString(), one.State, one.StartedAt))], [.. stage.Waiting.Select(one => new WaitingItem(one.Number.ToString(), one.Title, one.State, one.Waits))],
        stage.Gate is { } gate ? new(gate.From, gate.State, gate.Why, [.. gate.Offered.Select(ComponentBody.Of)]) : null);
}
