using System.Net;
using System.Net.Sockets;

namespace OpsPortal.Features.Detect.Signals.Syslog.Listening;

/// <summary>Takes syslog datagrams, each one message.</summary>
internal static class SyslogUdp
{
    /// <summary>What the system holds for us while we are busy, in bytes.</summary>
    private const int SystemBuffer = 4 * 1024 * 1024;

    private const int LargestDatagram = 65_536;

    /// <exception cref="SocketException">The port is not to be had.</exception>
    public static Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = SystemBuffer };
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    public static async Task RunAsync(Socket socket, SyslogQueue queue, CancellationToken stopping)
    {
        var datagram = GC.AllocateUninitializedArray<byte>(LargestDatagram, pinned: true);
        var anyone = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(datagram, SocketFlags.None, anyone, stopping);
                queue.TryTake(datagram.AsSpan(0, received.ReceivedBytes), received.RemoteEndPoint);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                queue.Lose(1); // one datagram could not be received; the next may
            }
        }
    }
}
