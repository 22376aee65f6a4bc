using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Traffic;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>Has the traffic moved. Whatever comes of it, where the traffic is then is what the controller itself says.</summary>
internal sealed class TrafficShifts(DeploymentDesk desk, TrafficControllers controllers)
{
    /// <summary>Always over when it returns: null.</summary>
    public async Task<TimeSpan?> RunAsync(Deployment deployment, AttemptKey key, PlannedStep step, CancellationToken stopping)
    {
        var result = await ShiftAsync(deployment, step.Traffic ?? 0, stopping);
        await desk.TellAsync(deployment.Number, (one, now) => one.Report(key, result, "Traffic controller", now), stopping);
        return null;
    }

    private async Task<StepResult> ShiftAsync(Deployment deployment, int percent, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var number = deployment.Number;
        if ((await db.Set<ProcessInForce>().AsNoTracking().SingleOrDefaultAsync(copy => copy.Deployment == number, stopping))?.Content.Traffic is not { } route) return new(false, "Nothing is said about how the traffic is moved.");
        if (TrafficWeights.Of((route.New, percent), (route.Old, 100 - percent)) is not Outcome<TrafficWeights>.Done(var weights)) return new(false, "The sides of the traffic have no good names.");
        var target = new TrafficTarget(deployment.Services[0].Value, deployment.Environment, route.Controller, route.Settings);
        var shifted = await controllers.ShiftAsync(target, weights, stopping);
        if (shifted is Outcome<TrafficReading>.Done(var there)) return new(true, there.ToString(), Traffic: ShareOf(there, route));

        // It may have moved in part, or not at all: ask where it is.
        var read = await controllers.ReadAsync(target, stopping);
        return new(false, shifted.Refusal?.Message ?? "", Traffic: read is Outcome<TrafficReading>.Done(var now) ? ShareOf(now, route) : null);
    }

    private static int ShareOf(TrafficReading reading, TrafficRoute route) => (int)Math.Round(reading.PercentOf(route.New), MidpointRounding.AwayFromZero);
}
