using System.Text;

namespace OpsPortal.Benchmarks.Load;

/// <summary>One alert of a request.</summary>
/// <param name="Number">Which of the distinct alerts.</param>
/// <param name="Ends">In the future: it fires. Not in the future: it is over.</param>
internal readonly record struct Sent(int Number, DateTimeOffset Ends);

/// <summary>One request with several alerts, byte for byte as it goes over the wire. Its end is moved forward in place, as Prometheus does when it sends again.</summary>
internal sealed class AlertBatch
{
    /// <summary>How many alerts Prometheus puts into one request.</summary>
    public const int Size = 64;

    private const int MaxAlertLength = 800;

    private readonly byte[] _request;
    private readonly int[] _ends;

    public AlertBatch(Target target, IReadOnlyList<Sent> alerts, string run, DateTimeOffset starts)
    {
        Count = alerts.Count;
        _ends = new int[alerts.Count];
        var body = new byte[alerts.Count * MaxAlertLength + 2];
        body[0] = (byte)'[';
        var length = 1;
        for (var i = 0; i < alerts.Count; i++)
        {
            if (i > 0) body[length++] = (byte)',';
            var start = length;
            length += AlertShape.Write(body.AsSpan(start), alerts[i].Number, run, starts, alerts[i].Ends, out var end);
            _ends[i] = start + end;
        }

        body[length++] = (byte)']';
        var head = Head(target, length);
        _request = [.. head, .. body.AsSpan(0, length)];
        for (var i = 0; i < _ends.Length; i++) _ends[i] += head.Length;
    }

    public int Count { get; }

    public ReadOnlySpan<byte> Request => _request;

    /// <param name="instant">As <see cref="AlertShape.WriteInstant"/> writes it.</param>
    public void MoveEnd(ReadOnlySpan<byte> instant)
    {
        foreach (var end in _ends) instant.CopyTo(_request.AsSpan(end));
    }

    private static byte[] Head(Target target, int length) => Encoding.ASCII.GetBytes(
        $"POST /api/v2/alerts HTTP/1.1\r\nHost: 127.0.0.1:{target.Port}\r\nUser-Agent: Prometheus/2.42.0\r\nContent-Length: {length}\r\n" +
        (target.Key is null ? "" : $"Authorization: Bearer {target.Key}\r\n") +
        "Content-Type: application/json\r\n\r\n");
}
