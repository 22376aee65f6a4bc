using System.Threading.Channels;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Live;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>
/// Opens the books of silences and windows before the portal takes signals; whenever one changes, reads them again and applies them to open events.
/// </summary>
internal sealed class SilenceBookKeeper(SilenceBook book, WindowBook windows, ReapplySilences reapply, ChangeFeed changes, ILogger<SilenceBookKeeper> log) : BackgroundService
{
    // Holds at most one wish: any number of changes since the last reading mean one more reading.
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        await windows.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var silences = changes.Subscribe(ChangeKind.Silences, () => _wishes.Writer.TryWrite(true));
        using var planned = changes.Subscribe(ChangeKind.Windows, () => _wishes.Writer.TryWrite(true));

        // Which services need which decides what a window reaches.
        using var services = changes.Subscribe(ChangeKind.Services, () => _wishes.Writer.TryWrite(true));
        await foreach (var _ in _wishes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await book.RefreshAsync(stoppingToken);
                await windows.RefreshAsync(stoppingToken);
                await reapply.RunAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.NotApplied(failed);
            }
        }
    }
}
