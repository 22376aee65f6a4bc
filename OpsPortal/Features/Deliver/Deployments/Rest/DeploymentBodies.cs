using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Api;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Changes.Rest;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Deployments.Verification;

namespace OpsPortal.Features.Deliver.Deployments.Rest;

/// <summary>A deployment in a list.</summary>
internal sealed record DeploymentItem(string Number, string Change, DeploymentState State, string Environment, IReadOnlyList<string> Services, string Versions, string Model, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, DateTimeOffset ChangedAt)
{
    public static DeploymentItem Of(DeploymentRow row) => new(row.Number.ToString(), row.Change.ToString(), row.State, row.Environment, row.Services, row.Versions, row.Model, row.MadeBy, row.MadeAt, row.StartedAt, row.EndedAt, row.ChangedAt);
}

/// <summary>One attempt of a step.</summary>
internal sealed record AttemptItem(string Key, int Number, StepState State, DateTimeOffset BeganAt, DateTimeOffset? EndedAt, DateTimeOffset? Deadline, string EndedBy, string Why, string Reference)
{
    public static AttemptItem Of(StepAttempt attempt) => new(StepNames.Of(attempt.Key), attempt.Attempt, attempt.State, attempt.BeganAt, attempt.EndedAt, attempt.Deadline, attempt.EndedBy, attempt.Why, attempt.Reference);
}

/// <summary>A step with its attempts.</summary>
internal sealed record StepItem(int Number, string Title, StepKind Kind, string Group, int? Traffic, StepState State, IReadOnlyList<AttemptItem> Attempts);

/// <summary>A stage with its steps.</summary>
internal sealed record StageItem(int Number, string Name, bool GoesBack, IReadOnlyList<StepItem> Steps);

/// <summary>What a person is asked.</summary>
internal sealed record QuestionItem(QuestionKind Kind, string About, string Text);

/// <summary>Where the traffic is.</summary>
internal sealed record TrafficItem(int Percent, int? Towards);

/// <summary>A deployment, whole.</summary>
internal sealed record DeploymentDetail(
    string Number, string Change, string Title, DeploymentState State, string Environment, IReadOnlyList<ComponentBody> Components, string Model, bool IsHotfix, string MadeBy, DateTimeOffset MadeAt,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string Why, QuestionItem? Question, TrafficItem Traffic, IReadOnlyList<StageItem> Stages, int Version)
{
    public static DeploymentDetail Of(DeploymentView view)
    {
        var one = view.Deployment;
        return new(one.Number.ToString(), one.Change.ToString(), view.Title, one.State, one.Environment, [.. one.Components.Select(ComponentBody.Of)], one.Recipe.Model.Name, one.IsHotfix, one.MadeBy.Name, one.MadeAt,
            one.StartedAt, one.EndedAt, one.Why, one.Question is { } asked ? new(asked.Kind, StepNames.Of(asked.About), asked.Text) : null, new(one.Traffic.Percent, one.Traffic.Towards),
            [.. one.Stages.Select((stage, at) => new StageItem(at + 1, stage.Name, stage.GoesBack, [.. stage.Steps.Select((step, place) => StepOf(one, step, at + 1, place + 1))]))], one.Version);
    }

    private static StepItem StepOf(Deployment one, PlannedStep step, int stage, int number) => new(
        number, step.Title, step.Kind, step.Group, step.Traffic, one.StateOf(new(stage, number, step)), [.. one.Attempts.Where(attempt => attempt.Stage == stage && attempt.Step == number).Select(AttemptItem.Of)]);
}

/// <summary>What is said with an act.</summary>
internal sealed record DeploymentNote
{
    [Description("The reason, the evidence, or the note")]
    public string Text { get; init; } = "";
}

internal sealed record DeployBody
{
    [Description("It goes the shorter way to production, to repair what is broken there")]
    public bool Hotfix { get; init; }
}

/// <summary>A line of a step's log.</summary>
internal sealed record LogLineItem(int Number, DateTimeOffset At, bool IsError, string Text);

/// <summary>Lines of a step's log.</summary>
/// <param name="Count">How many there are.</param>
internal sealed record LogAnswer(IReadOnlyList<LogLineItem> Lines, int Count);

/// <summary>A version that was taken back.</summary>
internal sealed record QuarantineItem(Guid Id, ComponentBody Component, string Deployment, string Reason, DateTimeOffset Since, DateTimeOffset? LiftedAt, string LiftedBy, string LiftedWhy)
{
    public static QuarantineItem Of(Quarantine one) => new(one.Id, ComponentBody.Of(one.Component), one.Deployment.ToString(), one.Reason, one.Since, one.LiftedAt, one.LiftedBy, one.LiftedWhy);
}

/// <summary>What a step that is judged has seen.</summary>
internal sealed record VerificationItem(string Attempt, IReadOnlyList<MeasurementItem> Checks, IReadOnlyList<AnalysisItem> Analyses)
{
    public static VerificationItem Of(string key, DeploymentView view) => new(key,
        [.. view.Measurements[key].Select(one => new MeasurementItem(one.Check, one.At, one.State, one.Why))], [.. view.Analyses[key].Select(one => new AnalysisItem(one.Name, one.At, one.Report))]);
}

internal sealed record MeasurementItem(string Check, DateTimeOffset At, Domain.Deliver.Verifications.CheckState State, string Why);

internal sealed record AnalysisItem(string Name, DateTimeOffset At, AnalysisReport Report);

/// <summary>How a service is deployed.</summary>
/// <param name="Process">The process itself, as it is written.</param>
internal sealed record ProcessItem(string Service, string Environment, string ChangedBy, DateTimeOffset ChangedAt, int Version, System.Text.Json.JsonElement Process)
{
    public static ProcessItem Of(DeploymentProcess one) => new(one.Service.Value, one.Environment, one.ChangedBy, one.ChangedAt, one.Version, System.Text.Json.JsonDocument.Parse(ProcessText.Write(one.Content)).RootElement);
}

internal sealed record ProcessBody
{
    [Description("As it was read; 0: there was none")]
    public int Seen { get; init; }

    [Description("The process: recipe, checks, analyses, traffic, runners")]
    public System.Text.Json.JsonElement Process { get; init; }
}

/// <summary>How the list can be narrowed.</summary>
internal sealed record DeploymentListParameters
{
    [FromQuery(Name = "q"), Description("Words of components, versions, environment, change or person")]
    public string? Text { get; init; }

    [FromQuery(Name = "state")]
    public string[]? States { get; init; }

    [FromQuery(Name = "service"), Description("The key of a service")]
    public string? Service { get; init; }

    [FromQuery(Name = "environment")]
    public string? Environment { get; init; }

    [FromQuery(Name = "change"), Description("CHG-7")]
    public string? Change { get; init; }

    public DeploymentFilter Read(QueryReader read) => new()
    {
        Text = Text ?? "",
        States = read.Names<DeploymentState>("state", States),
        Service = Service ?? "",
        Environment = Environment ?? "",
        Change = Domain.Deliver.Changes.ChangeNumber.TryParse(Change, null, out var number) ? number : null,
    };
}
