using System.Threading.Channels;
using OpsPortal.Live;

namespace OpsPortal.Features.Estate.Keeping;

/// <summary>Opens the catalogue before the portal serves; whenever services or the names of people change, reads it again.</summary>
internal sealed class CatalogueKeeper(Catalogue catalogue, ChangeFeed changes, ILogger<CatalogueKeeper> log) : BackgroundService
{
    // Holds at most one wish: any number of changes since the last reading mean one more reading.
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalogue.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var services = changes.Subscribe(ChangeKind.Services, () => _wishes.Writer.TryWrite(true));
        using var people = changes.Subscribe(ChangeKind.People, () => _wishes.Writer.TryWrite(true));
        await foreach (var _ in _wishes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await catalogue.RefreshAsync(stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log.NotRead(failed);
            }
        }
    }
}
