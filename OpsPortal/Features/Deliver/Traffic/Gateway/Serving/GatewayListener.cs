using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Sources;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Serving;

/// <summary>The gateway's own small server. A port that is taken is a warning, and the portal runs without it.</summary>
internal sealed class GatewayListener(GatewayShelf shelf, GuardedConnect connect, IOptions<GatewayOptions> options, IConfiguration settings, ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    private const string Name = "The gateway";

    private WebApplication? _server;
    private Task _starting = Task.CompletedTask;

    /// <summary>Ends when it listens, or is known not to.</summary>
    public Task Started => _starting;

    /// <summary>Beside the portal's own server, which does not wait for this one.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Port is > 0 and var port) _starting = Task.Run(() => ListenAsync(port, cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    /// <summary>Requests under way are answered before it stops.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        shelf.Book.IsListening = false;
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is { } server) await server.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is { } server) await server.DisposeAsync();
        _server = null;
    }

    private async Task ListenAsync(int port, CancellationToken cancellationToken)
    {
        var log = logs.CreateLogger<GatewayListener>();
        try
        {
            // Whoever comes first finds the routes there.
            await shelf.RefreshAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.RoutesNotRead(fault);
        }

        var server = GatewayServer.Build(ListenAddress.Of(settings), port, shelf.Book, connect, logs);
        try
        {
            await server.StartAsync(cancellationToken);
            (_server, shelf.Book.IsListening) = (server, true);
            log.Listening(Name, port);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            await server.DisposeAsync();
            log.PortNotToBeHad(Name, port, refused.Message, "OpsPortal:Gateway:Port");
        }
    }
}
