using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.Jobs;

/// <summary>Evaluates the monitors that look into the portal's own store and trail.</summary>
internal sealed class EvaluateMonitors(MonitorRound round) : IJob
{
    public Task RunAsync(CancellationToken stopping) => round.RunAsync(goingOut: false, stopping);
}

/// <summary>Evaluates the monitors that go out over the network; apart, so that a target that hangs holds up none of the others.</summary>
internal sealed class ProbeMonitors(MonitorRound round) : IJob
{
    public Task RunAsync(CancellationToken stopping) => round.RunAsync(goingOut: true, stopping);
}

/// <summary>Removes the history of monitors that is older than it is kept.</summary>
internal sealed class RetainTurns(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public async Task RunAsync(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<MonitorTurn>().Where(old => old.At < before).ExecuteDeleteAsync(stopping);
    }
}
