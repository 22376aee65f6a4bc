using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>Looks at what happened as soon as something has.</summary>
internal sealed class FollowEvents(PlanRuns plan, ChangeFeed feed, ILogger<FollowEvents> log) : BackgroundService
{
    /// <summary>In a storm of signals one look serves many commits.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = feed.Subscribe(ChangeKind.Events, () => wake.Writer.TryWrite(true));
        wake.Writer.TryWrite(true);
        await foreach (var _ in wake.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await plan.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.PlanFailed(failure);
            }

            await Task.Delay(Pace, stoppingToken);
        }
    }
}

/// <summary>Looks again, for waits that have ended, approvals that came too late, and whatever nobody was told of. Running it twice proposes nothing twice.</summary>
internal sealed class PlanDueRuns(PlanRuns plan) : IJob
{
    public Task RunAsync(CancellationToken stopping) => plan.RunAsync(stopping);
}

/// <summary>Removes runs that have been over for long.</summary>
internal sealed class RetainRuns(IDbContextFactory<OpsDb> databases, IOptions<AutomationOptions> options, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var until = clock.GetUtcNow() - options.Value.KeepRuns;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<TriggerRun>().Where(run => run.EndedAt < until).ExecuteDeleteAsync(stopping);
    }
}
