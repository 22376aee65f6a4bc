using System.Text.Json;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Traffic;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>Finds what is wrong with a process before it is ever run.</summary>
internal sealed class ProcessCheck(StepRunners runners, TrafficControllers controllers)
{
    /// <summary>Settings of runners and controllers that nobody may read.</summary>
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase) { "token", "apiToken", "password", "secret" };

    /// <summary>Null: nothing that can be seen.</summary>
    public Refusal? Fault(ProcessContent content, string service, string environment)
    {
        var recipe = content.Recipe;
        if (RecipeCheck.Fault(recipe) is { } wrong) return wrong;
        if (content.Runners.Values.Append(content.Traffic?.Settings ?? "{}").Select(InClear).FirstOrDefault(name => name is not null) is { } open) return new Refusal("process.secret-in-clear", $"Everybody may read a process: keep {open} as a secret of steps, and name it here as {{secret:NAME}}.");
        if (content.Checks.Select(CheckFault.Of).FirstOrDefault(why => why is not null) is { } check) return check;
        if (Twice(content.Checks.Select(one => one.Name)) is { } twice) return Bad($"{twice} stands for two checks");
        if (recipe.Checks.FirstOrDefault(name => content.Checks.All(one => one.Name != name)) is { } unknown) return Bad($"nothing is said of the check {unknown}");
        if (content.Analyses.Select(Analysis).FirstOrDefault(why => why is not null) is { } analysis) return analysis;
        if (recipe.Analyses.FirstOrDefault(name => content.Analyses.All(one => one.Name != name)) is { } missing) return Bad($"nothing is said of the analysis {missing}");
        if (recipe.Model is DeploymentModel.Canary canary && canary.Steps.Any(step => step.Analyse) && recipe.Analyses.Count == 0) return Bad("a canary that is judged needs an analysis");
        if (Traffic(content, service, environment) is { } traffic) return traffic;
        if (EarlyLifeCheck.Fault(content) is { } support) return support;
        return recipe.Deploy.Concat(recipe.Retire).Concat(recipe.Backout).Where(task => task.Runner != RunnerKind.Manual)
            .Select(task => TaskSettings.Of(task, content.Runners) is Outcome<string>.Done(var settings) ? runners.Check(TaskSettings.NameOf(task.Runner), settings) : TaskSettings.Of(task, content.Runners).Refusal)
            .FirstOrDefault(why => why is not null);
    }

    /// <summary>The name of a setting that is a secret and stands there as it is; null: none.</summary>
    private static string? InClear(string settings)
    {
        try
        {
            using var json = JsonDocument.Parse(settings);
            return json.RootElement.ValueKind != JsonValueKind.Object ? null : json.RootElement.EnumerateObject()
                .Where(setting => Secrets.Contains(setting.Name) && setting.Value.ValueKind == JsonValueKind.String && setting.Value.GetString() is { Length: > 0 } value && !value.Contains("{secret:", StringComparison.Ordinal))
                .Select(setting => setting.Name).FirstOrDefault();
        }
        catch (JsonException)
        {
            return null; // the runner itself says what is wrong with it
        }
    }

    private Refusal? Traffic(ProcessContent content, string service, string environment)
    {
        if (content.Traffic is not { } route) return content.Recipe.Model.Switches ? Bad("this model moves traffic, so it has to say through what") : null;
        if (!TrafficWeights.IsSide(route.New) || !TrafficWeights.IsSide(route.Old) || route.New == route.Old) return Bad("the new and the old side of the traffic have two good names");
        return controllers.Check(new(service, environment, route.Controller, route.Settings));
    }

    private static Refusal? Analysis(CanaryAnalysis analysis)
    {
        if (string.IsNullOrWhiteSpace(analysis.Name) || analysis.Name.Length > CheckFault.MaxNameLength) return Bad("an analysis has a name");
        if (!Uri.TryCreate(analysis.Server, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0) return Bad($"{analysis.Name} asks a Prometheus at an http address");
        if (analysis.StepSeconds is < 1 or > 3600) return Bad($"{analysis.Name} has a sample every 1 to 3600 seconds");
        if (analysis.Metrics.Count is 0 or > CanaryAnalysis.MostMetrics) return Bad($"{analysis.Name} compares 1 to {CanaryAnalysis.MostMetrics} metrics");
        if (analysis.Metrics.Any(metric => string.IsNullOrWhiteSpace(metric.Baseline) || string.IsNullOrWhiteSpace(metric.Canary) || metric.Baseline.Length > CanaryAnalysis.MaxQueryLength || metric.Canary.Length > CanaryAnalysis.MaxQueryLength)) return Bad($"every metric of {analysis.Name} has a query for the old and one for the new version");
        return analysis.Metrics.Select(metric => metric.Metric.Fault()).FirstOrDefault(why => why is not null);
    }

    private static string? Twice(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static Refusal Bad(string what) => new("process.invalid", $"This is no process that can run: {what}.");
}
