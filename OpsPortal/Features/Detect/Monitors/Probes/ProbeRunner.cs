using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Authentication;
using DnsClient;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Detect.Monitors.Probes;

/// <summary>Asks a target once. Whatever goes wrong is an answer, never an exception.</summary>
internal sealed class ProbeRunner(GuardedConnect connect, TimeProvider clock)
{
    public async Task<ProbeAnswer> RunAsync(ProbeTarget target, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(target.Timeout);
        var started = clock.GetTimestamp();
        try
        {
            var answer = await AskAsync(target, patience.Token);
            return answer with { Took = clock.GetElapsedTime(started) };
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return Failed($"No answer within {target.Timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or AuthenticationException or DnsResponseException or PingException or InvalidDataException or ArgumentException or InvalidOperationException)
        {
            return Failed(Innermost(failure).Message);
        }

        ProbeAnswer Failed(string why) => ProbeAnswer.Down(why) with { Took = clock.GetElapsedTime(started) };
    }

    private Task<ProbeAnswer> AskAsync(ProbeTarget target, CancellationToken stopping) => target switch
    {
        HttpTarget http => HttpProbe.AskAsync(http, connect, stopping),
        TcpTarget tcp => SocketProbes.TcpAsync(tcp, connect, stopping),
        TlsTarget tls => SocketProbes.TlsAsync(tls, connect, clock.GetUtcNow(), stopping),
        DnsTarget dns => DnsProbe.AskAsync(dns, connect, stopping),
        PingTarget ping => SocketProbes.PingAsync(ping, connect, stopping),
        _ => throw new InvalidOperationException($"There is no probe for {target.Words}."),
    };

    /// <summary>The outer ones only say that something went wrong.</summary>
    private static Exception Innermost(Exception failure) => failure is AddressRefusedException || failure.InnerException is null ? failure : Innermost(failure.InnerException);
}
