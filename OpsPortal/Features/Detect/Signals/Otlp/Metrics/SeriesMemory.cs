using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>A metric of a resource: what all its points have in common.</summary>
/// <param name="Id">Different for every metric and resource, and never used again.</param>
/// <param name="Name">As it is kept.</param>
/// <param name="Resource">Labels of the resource that tell series apart.</param>
internal sealed record MetricOrigin(int Id, string Name, List<Label> Resource);

/// <summary>
/// Finds the labels of a series by the very bytes that a sender writes for it. A sender writes them alike in every export, so that they need to be
/// read once only; one who does not is read each time.
/// </summary>
internal sealed class SeriesMemory
{
    /// <summary>With more than this it begins anew.</summary>
    private const int Most = 200_000;

    private readonly ConcurrentDictionary<byte[], MetricOrigin> _origins = new(new BytesComparer());
    private readonly ConcurrentDictionary<byte[], LabelSet> _series = new(new BytesComparer());
    private int _lastId;
    private int _count;

    /// <param name="written">Resource and name, each as written.</param>
    public bool TryOrigin(ReadOnlySpan<byte> written, [NotNullWhen(true)] out MetricOrigin? origin) =>
        _origins.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(written, out origin);

    public MetricOrigin AddOrigin(ReadOnlySpan<byte> written, string name, List<Label> resource)
    {
        MakeRoom();
        var origin = new MetricOrigin(Interlocked.Increment(ref _lastId), name, resource);
        _origins[written.ToArray()] = origin;
        return origin;
    }

    /// <param name="written">The id of the origin and the attributes as written.</param>
    public bool TrySeries(ReadOnlySpan<byte> written, [NotNullWhen(true)] out LabelSet? series) =>
        _series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(written, out series);

    public void AddSeries(ReadOnlySpan<byte> written, LabelSet series)
    {
        MakeRoom();
        _series[written.ToArray()] = series;
    }

    private void MakeRoom()
    {
        if (Interlocked.Increment(ref _count) <= Most) return;
        _series.Clear();
        _origins.Clear();
        Volatile.Write(ref _count, 0);
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
