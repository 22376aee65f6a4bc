using System.Text.Json;
using System.Text.Json.Nodes;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.GitHub;
using OpsPortal.Features.Deliver.Runners.Jenkins;
using OpsPortal.Features.Deliver.Runners.Manual;
using OpsPortal.Features.Deliver.Runners.Scripts;
using OpsPortal.Features.Deliver.Runners.Webhooks;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>Makes of a task what its runner reads.</summary>
internal static class TaskSettings
{
    public static string NameOf(RunnerKind kind) => kind switch
    {
        RunnerKind.Script => ScriptRunner.Name,
        RunnerKind.Webhook => WebhookRunner.Name,
        RunnerKind.GitHub => GitHubRunner.Name,
        RunnerKind.Jenkins => JenkinsRunner.Name,
        _ => ManualRunner.Name,
    };

    /// <summary>What the runner's tasks have in common, with what this one says. Refused where that is no JSON object, or the target has another form.</summary>
    public static Outcome<string> Of(RunnerTask task, IReadOnlyDictionary<RunnerKind, string> common)
    {
        JsonObject settings;
        try
        {
            if (JsonNode.Parse(common.GetValueOrDefault(task.Runner, "{}")) is not JsonObject read) return Bad(task);
            settings = read;
        }
        catch (JsonException)
        {
            return Bad(task);
        }

        switch (task.Runner)
        {
            case RunnerKind.Script:
                settings["script"] = task.Target;
                settings["arguments"] = new JsonArray([.. task.Arguments.Select(argument => (JsonNode?)Grouped(argument))]);
                settings["timeOutSeconds"] = (int)task.TimeOut.TotalSeconds;
                break;
            case RunnerKind.Webhook:
                settings["url"] = task.Target;
                break;
            case RunnerKind.GitHub:
                if (task.Target.Split('@') is not [var path, var branch] || path.Split('/', 3) is not [var owner, var repository, var workflow]) return new Refusal("process.invalid-target", $"{task.Title} names its workflow as owner/repository/file@branch.");
                (settings["owner"], settings["repository"], settings["workflow"], settings["ref"]) = (owner, repository, workflow, branch);
                settings["inputs"] = Named(task);
                break;
            case RunnerKind.Jenkins:
                settings["job"] = task.Target;
                settings["parameters"] = Named(task);
                break;
        }

        return settings.ToJsonString();
    }

    /// <summary>The arguments that are written as name=value.</summary>
    public static IEnumerable<(string Name, string Value)> Pairs(RunnerTask task) =>
        task.Arguments.Select(argument => argument.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]));

    private static JsonObject Named(RunnerTask task) => new(Pairs(task).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Name, Grouped(pair.Value))));

    /// <summary>The ring or colour, and the side of the traffic, are parameters of the step.</summary>
    private static string Grouped(string text) => text.Replace("{group}", "{parameter.group}", StringComparison.Ordinal).Replace("{side}", "{parameter.side}", StringComparison.Ordinal);

    private static Refusal Bad(RunnerTask task) => new("process.invalid-runner", $"What the tasks of the {NameOf(task.Runner)} runner have in common is no JSON object.");
}
