using System.Threading.Channels;
using OpsPortal.Live;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>Opens the silence book before the portal takes signals, and reads it again whenever silences change.</summary>
internal sealed class SilenceBookKeeper(SilenceBook book, ChangeFeed changes, ILogger<SilenceBookKeeper> log) : BackgroundService
{
    // Holds at most one wish: any number of changes since the last reading mean one more reading.
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(ChangeKind.Silences, () => _wishes.Writer.TryWrite(true));
        await foreach (var _ in _wishes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await book.RefreshAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.BookNotRead(failed);
            }
        }
    }
}
