using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Outgoing.Outbox;

/// <summary>Sends as soon as something is put into the outbox.</summary>
internal sealed class OutboxWorker(OutboxPump pump, ChangeFeed feed, ILogger<OutboxWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = feed.Subscribe(ChangeKind.Outbox, () => wake.Writer.TryWrite(true));
        wake.Writer.TryWrite(true);
        await foreach (var _ in wake.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await pump.SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.SweepFailed(failure);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await pump.CloseAsync();
    }
}

/// <summary>Sends what has become due: retries, and what nobody was told of. Running it twice sends nothing twice.</summary>
internal sealed class SendOutbox(OutboxPump pump) : IJob
{
    public Task RunAsync(CancellationToken stopping) => pump.SweepAsync(stopping);
}

/// <summary>Removes messages and their delivery log when they have been over for long.</summary>
internal sealed class RetainOutbox(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Keep = TimeSpan.FromDays(90);

    public async Task RunAsync(CancellationToken stopping)
    {
        var until = clock.GetUtcNow() - Keep;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<OutboxMessage>().Where(message => message.EndedAt < until).ExecuteDeleteAsync(stopping);
    }
}
