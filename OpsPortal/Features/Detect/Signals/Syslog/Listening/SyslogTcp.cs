using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using OpsPortal.Features.Detect.Signals.Syslog.Reading;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Syslog.Listening;

/// <summary>Takes syslog connections, so many at once and no more.</summary>
internal sealed class SyslogTcp(TcpListener listener, SyslogQueue queue, int maxConnections, ILogger log)
{
    private readonly SemaphoreSlim _free = new(maxConnections, maxConnections);

    public async Task RunAsync(CancellationToken stopping)
    {
        var open = new List<Task>();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var connection = await listener.AcceptSocketAsync(stopping);
                open.RemoveAll(ended => ended.IsCompleted);
                if (await _free.WaitAsync(TimeSpan.Zero, stopping)) open.Add(ServeAsync(connection, stopping));
                else Refuse(connection);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Task.WhenAll(open); // the portal stops; each connection ends by itself
        }
    }

    private void Refuse(Socket connection)
    {
        log.SyslogClosed($"{connection.RemoteEndPoint}", $"{maxConnections} connections are open already");
        queue.Lose(1);
        connection.Dispose();
    }

    private async Task ServeAsync(Socket connection, CancellationToken stopping)
    {
        var from = connection.RemoteEndPoint ?? new IPEndPoint(IPAddress.None, 0);
        try
        {
            connection.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            var reader = PipeReader.Create(stream);
            if (await ReadAsync(reader, from, stopping) is { } wrong) log.SyslogClosed($"{from}", wrong);
            await reader.CompleteAsync();
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Threading.Channels.ChannelClosedException)
        {
            if (!stopping.IsCancellationRequested) log.SyslogClosed($"{from}", ended.Message);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<string?> ReadAsync(PipeReader reader, EndPoint from, CancellationToken stopping)
    {
        var frames = new SyslogFrames();
        while (true)
        {
            var read = await reader.ReadAsync(stopping);
            var buffer = read.Buffer;
            string? wrong;
            while (frames.TryRead(ref buffer, out var message, out wrong)) await TakeAsync(message, from, stopping);
            if (read.IsCompleted && wrong is null) await TakeAsync(frames.Last(buffer), from, stopping);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (wrong is not null || read.IsCompleted) return wrong;
        }
    }

    private ValueTask TakeAsync(ReadOnlySequence<byte> message, EndPoint from, CancellationToken stopping)
    {
        if (message.IsSingleSegment) return queue.TakeAsync(message.FirstSpan, from, stopping);
        Span<byte> whole = stackalloc byte[(int)Math.Min(message.Length, SyslogReader.MaxBytes)];
        message.Slice(0, whole.Length).CopyTo(whole);
        return queue.TakeAsync(whole, from, stopping);
    }
}
