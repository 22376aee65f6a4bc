using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Deliver.Verifications.Canary;
using OpsPortal.Domain.Deliver.Verifications.Checks;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>A process to begin from.</summary>
/// <param name="Name">As people call its model.</param>
internal sealed record ProcessStart(string Name, ProcessContent Content);

/// <summary>One process of every model, to be filled in: names, addresses and secrets are placeholders that no check lets pass for real ones.</summary>
internal static class ProcessStarts
{
    private static readonly RunnerTask Deploy = new(RunnerKind.Script, "Deploy", "deploy.sh") { Arguments = ["{version}", "{environment}", "{group}"], TimeOut = TimeSpan.FromMinutes(10), IsRepeatable = true, Attempts = 2 };
    private static readonly RunnerTask Back = new(RunnerKind.Script, "Bring the earlier version back", "backout.sh") { Arguments = ["{environment}", "{group}"], IsRepeatable = true };

    private static readonly VerificationCheck Health = new("Health", new CheckTarget.Http("https://service.example/health", [new(HttpAspect.Status, "200"), new(HttpAspect.WithinMilliseconds, "1000")]), new() { Count = 3, Interval = TimeSpan.FromSeconds(5), FailureLimit = 1 });

    private static readonly CanaryAnalysis Errors = new("Errors and latency", "http://prometheus.example:9090", 15,
    [
        new(new() { Name = "Error ratio", Worse = Worse.Increase, IsCritical = true }, "sum(rate(http_requests_total{side=\"old\",code=~\"5..\"}[1m])) / sum(rate(http_requests_total{side=\"old\"}[1m]))", "sum(rate(http_requests_total{side=\"new\",code=~\"5..\"}[1m])) / sum(rate(http_requests_total{side=\"new\"}[1m]))"),
    ]);

    private static readonly TightenedValue Latency = new("MON-0", 0.5);

    private static readonly EarlyLifePlan LookedAfter = new()
    {
        Owner = "owner@service.example",
        Roster = ["first@service.example", "Name of a team"],
        Thresholds = [Latency],
        Criteria = [new ExitCriterion.MostIncidents(2), new ExitCriterion.NothingOpen(), new ExitCriterion.Availability(99.9), new ExitCriterion.QuietFor(TimeSpan.FromHours(48)), new ExitCriterion.Shown("The service desk has taken over")],
    };

    public static IReadOnlyList<ProcessStart> All { get; } =
    [
        new("All at once", Of(new DeploymentModel.AllAtOnce())),
        new("Phased", Of(new DeploymentModel.Phased([new("first", 10, TimeSpan.FromMinutes(10)), new("half", 40, TimeSpan.FromMinutes(10), AskBefore: true), new("rest", 50, TimeSpan.Zero)]))),
        new("Blue–green", Of(new DeploymentModel.BlueGreen(TimeSpan.FromMinutes(30), AskBeforeSwitch: true)) with { Traffic = new("gateway", "{}", "green", "blue") }),
        new("Canary", Canary()),
        new("Canary, then early-life support", Canary() with { Tightens = [Latency], EarlyLife = LookedAfter }),
    ];

    private static ProcessContent Of(DeploymentModel model) => new()
    {
        Recipe = new() { Model = model, Deploy = [Deploy], Backout = [Back], Checks = [Health.Name], LookEvery = TimeSpan.FromSeconds(15) },
        Checks = [Health],
    };

    private static ProcessContent Canary()
    {
        var plain = Of(new DeploymentModel.Canary([new(5, TimeSpan.FromMinutes(10)), new(25, TimeSpan.FromMinutes(10)), new(50, TimeSpan.FromMinutes(10))]));
        return plain with { Recipe = plain.Recipe with { Analyses = [Errors.Name] }, Analyses = [Errors], Traffic = new("gateway", "{}", "canary", "stable") };
    }
}
