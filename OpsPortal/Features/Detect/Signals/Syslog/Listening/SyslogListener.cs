using System.Net.Sockets;
using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Syslog.Listening;

/// <summary>Listens for syslog by UDP and TCP on one port. A port that is taken is a warning, and the portal runs without it.</summary>
internal sealed class SyslogListener(SyslogQueue queue, IOptions<SyslogOptions> options, IConfiguration settings, ILogger<SyslogListener> log) : IHostedService, IAsyncDisposable
{
    /// <summary>How long a stop waits for what has been received to become durable.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly List<Task> _listening = [];
    private Socket? _udp;
    private TcpListener? _tcp;
    private Task _pump = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Port is not (> 0 and var port)) return;
        await queue.PrepareAsync(cancellationToken);
        Try("Syslog over UDP", port, () =>
        {
            var udp = _udp = SyslogUdp.Bind(ListenAddress.Of(settings), port);
            return SyslogUdp.RunAsync(udp, queue, _stopping.Token);
        });
        Try("Syslog over TCP", port, () =>
        {
            var tcp = _tcp = new TcpListener(ListenAddress.Of(settings), port);
            if (tcp.LocalEndpoint.AddressFamily == AddressFamily.InterNetworkV6) tcp.Server.DualMode = true;
            tcp.Start();
            return new SyslogTcp(tcp, queue, options.Value.MaxConnections, log).RunAsync(_stopping.Token);
        });
        if (_listening.Count > 0) _pump = queue.PumpAsync(_giveUp.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host that is told to stop twice may ask again when all is over.
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        await Task.WhenAll(_listening);
        queue.Complete();
        _giveUp.CancelAfter(LastWords);
        try
        {
            await _pump;
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            log.SyslogLost(1); // at least: what waited could not be stored in time
        }
    }

    public ValueTask DisposeAsync()
    {
        _udp?.Dispose();
        _tcp?.Dispose();
        _stopping.Dispose();
        _giveUp.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Try(string what, int port, Func<Task> listen)
    {
        try
        {
            _listening.Add(listen());
            log.Listening(what, port);
        }
        catch (SocketException refused)
        {
            log.PortNotToBeHad(what, port, refused.Message, "OpsPortal:Syslog:Port");
        }
    }
}
