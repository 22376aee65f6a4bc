using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Deliver.Traffic.Haproxy;

/// <summary>Speaks to HAProxy's runtime interface: one line of commands, one answer, and the line is closed.</summary>
internal sealed class HaproxyLine(GuardedConnect connect, IOptions<HaproxyOptions> options)
{
    public const string Who = "HAProxy";

    private const int MostRead = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="commands">Parted by semicolons.</param>
    /// <remarks>Refused where nobody answers in full within 5 s, and for a socket outside the folders allowed.</remarks>
    public async Task<Outcome<string>> SayAsync(HaproxySettings settings, string commands, CancellationToken stopping)
    {
        if (settings.IsSocket && !options.Value.SocketFolders.Any(folder => string.Equals(Path.GetDirectoryName(settings.Address), folder.TrimEnd('/'), StringComparison.Ordinal)))
            return TrafficRefusals.BadSettings($"{settings.Address} is not directly in a folder of OpsPortal:Haproxy:SocketFolders.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            await using var line = await OpenAsync(settings, patience.Token);
            await line.WriteAsync(Encoding.ASCII.GetBytes(commands + "\n"), patience.Token);
            return await ReadAsync(line, patience.Token) is { Length: > 0 } said ? said : TrafficRefusals.NotReached(Who, "it closed the line without a word.");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return TrafficRefusals.NotReached(Who, "it does not answer.");
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return TrafficRefusals.NotReached(Who, failure.Message.EndsWith('.') ? failure.Message : $"{failure.Message}.");
        }
    }

    private async Task<NetworkStream> OpenAsync(HaproxySettings settings, CancellationToken stopping)
    {
        if (!settings.IsSocket)
        {
            var (host, port) = settings.Tcp ?? ("", 0);
            return await connect.ConnectAsync(host, port, stopping);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(settings.Address), stopping);
            return new(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string> ReadAsync(NetworkStream line, CancellationToken stopping)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (kept.Length < MostRead && await line.ReadAsync(buffer, stopping) is > 0 and var read) kept.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
