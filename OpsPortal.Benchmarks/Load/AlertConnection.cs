using System.Globalization;
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
        var (length, wanted) = (0, int.MaxValue);
        while (length < wanted)
        {
            var read = socket.Receive(_answer.AsSpan(length));
            if (read == 0)
            {
                Drop();
                return 0;
            }

            length += read;
            var end = _answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end < 0 || wanted != int.MaxValue) continue;
            wanted = BodyLength(_answer.AsSpan(0, end + 2)) is { } body && end + 4 + body <= _answer.Length ? end + 4 + body : 0;
        }

        // An answer whose length is not told is one nobody reads to its end: the next request gets a new connection.
        if (wanted == 0) Drop();
        return (_answer[9] - '0') * 100 + (_answer[10] - '0') * 10 + (_answer[11] - '0');
    }

    private static int? BodyLength(ReadOnlySpan<byte> head)
    {
        const string Name = "Content-Length: ";
        var text = Encoding.ASCII.GetString(head);
        var at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && int.TryParse(text.AsSpan(at + Name.Length, text.IndexOf('\r', at) - at - Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
    }

    private void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }

    public void Dispose() => Drop();
}
