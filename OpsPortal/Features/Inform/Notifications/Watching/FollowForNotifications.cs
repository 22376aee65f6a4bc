using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Watching;

/// <summary>Looks as soon as something happened to an event.</summary>
internal sealed class FollowForNotifications(TellOfEvents tell, ChangeFeed feed, ILogger<FollowForNotifications> log) : BackgroundService
{
    /// <summary>In a storm of signals one look serves many commits.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = feed.Subscribe(ChangeKind.Events, () => wake.Writer.TryWrite(true));
        wake.Writer.TryWrite(true);
        await foreach (var _ in wake.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await tell.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.PlanFailed(failure);
            }

            await Task.Delay(Pace, stoppingToken);
        }
    }
}

/// <summary>Looks again, for bundles and quiet hours that have ended and whatever nobody was told of. Running it twice tells nobody twice.</summary>
internal sealed class TellDueNotifications(TellOfEvents tell) : IJob
{
    public Task RunAsync(CancellationToken stopping) => tell.RunAsync(stopping);
}

/// <summary>Forgets what was told of events that are no longer kept.</summary>
internal sealed class RetainTellings(IDbContextFactory<OpsDb> databases) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<Telling>().Where(telling => !db.Events.Any(e => e.Number == telling.Event)).ExecuteDeleteAsync(stopping);
    }
}
