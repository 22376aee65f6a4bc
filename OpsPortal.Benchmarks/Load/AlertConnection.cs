using System.Net.Sockets;
using System.Text;

namespace OpsPortal.Benchmarks.Load;

/// <summary>
/// One kept-alive connection that sends a request and waits for its answer. Blocking calls on a plain socket:
/// the sender shares the processors with the server it measures, so it must cost next to nothing.
/// </summary>
internal sealed class AlertConnection(Target target) : IDisposable
{
    private readonly byte[] _answer = new byte[16 * 1024];
    private Socket? _socket;

    /// <summary>The status of the answer; 0 where the connection broke before there was one.</summary>
    public int Exchange(ReadOnlySpan<byte> request)
    {
        try
        {
            var socket = _socket ??= Connect();
            while (request.Length > 0) request = request[socket.Send(request)..];
            return Receive(socket);
        }
        catch (SocketException)
        {
            Drop();
            return 0;
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000, SendTimeout = 30_000 };
        socket.Connect(target.Address);
        return socket;
    }

    private int Receive(Socket socket)
    {
        var length = 0;
        while (true)
        {
            var read = socket.Receive(_answer.AsSpan(length));
            if (read == 0)
            {
                Drop();
                return 0;
            }

            length += read;
            var answer = _answer.AsSpan(0, length);
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0) continue;
            var status = (answer[9] - '0') * 100 + (answer[10] - '0') * 10 + (answer[11] - '0');

            // A success has no body. Anything else is an answer nobody reads: the next request gets a new connection.
            if (!HasNoBody(answer[..(end + 2)])) Drop();
            return status;
        }
    }

    private static bool HasNoBody(ReadOnlySpan<byte> head) => Encoding.ASCII.GetString(head).Contains("Content-Length: 0\r\n", StringComparison.OrdinalIgnoreCase);

    private void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }

    public void Dispose() => Drop();
}
