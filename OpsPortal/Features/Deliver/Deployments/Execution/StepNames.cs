using System.Globalization;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Runners;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>How an attempt is called outside, where a slash means something: <c>DEP-1.2.3.1</c>.</summary>
internal static class StepNames
{
    public static string Of(AttemptKey key) => key.ToString().Replace('/', '.');

    public static bool TryRead(string name, out AttemptKey key) => AttemptKey.TryParse(name.Replace('.', '/'), null, out key);

    /// <summary>What a runner is told of an attempt. Refused where its task cannot be made into settings.</summary>
    /// <param name="parameters">Of the change.</param>
    public static Outcome<StepRun> RunOf(Deployment deployment, AttemptKey key, ProcessContent process, IReadOnlyList<PlanParameter> parameters, StepCallback? callback)
    {
        var step = deployment.StepOf(key);
        if (step.Task is not { } task) return new Refusal("deployment.no-task", $"{step.Title} has no task.");
        var settings = TaskSettings.Of(task, process.Runners);
        if (settings is not Outcome<string>.Done(var told)) return settings.Refusal!;
        var given = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        if (task.Runner == RunnerKind.Webhook) foreach (var (name, value) in TaskSettings.Pairs(task)) given[name] = value;
        given["group"] = step.Group;
        if (process.Traffic is { } route) given["side"] = step.RetiresOld || deployment.Stages[key.Stage - 1].GoesBack ? route.Old : route.New;
        var attempt = deployment.Attempts.Last(one => one.Key == key);
        return new StepRun
        {
            Deployment = deployment.Number.ToString(),
            Stage = deployment.Stages[key.Stage - 1].Name,
            Step = string.Create(CultureInfo.InvariantCulture, $"{key.Stage}.{key.Step} {step.Title}"),
            Attempt = key.Attempt,
            IdempotencyKey = Of(key),
            Components = [.. deployment.Components.Select(component => new StepComponent(component.Name, component.Version, component.Digest))],
            Environment = deployment.Environment,
            Parameters = given,
            Deadline = attempt.Deadline ?? attempt.BeganAt + RunnerTask.LongestTimeOut,
            Callback = callback,
            Runner = TaskSettings.NameOf(task.Runner),
            Settings = told,
        };
    }
}
