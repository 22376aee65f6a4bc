using OpsPortal.Domain.Detect.Monitors;

namespace OpsPortal.Features.Detect.Metrics.Codec;

/// <summary>The samples of a stretch of time, summed up.</summary>
/// <param name="At">Where the stretch begins; milliseconds since 1970 UTC.</param>
public readonly record struct Bucket(long At, double Min, double Max, double Sum, long Count)
{
    public double Mean => Sum / Count;

    public static Bucket Of(long at, double value) => new(at, value, value, value, 1);

    /// <summary>Both together, at the place of this one.</summary>
    public Bucket With(Bucket other) => new(At, Math.Min(Min, other.Min), Math.Max(Max, other.Max), Sum + other.Sum, Count + other.Count);
}

/// <summary>Puts buckets of one series, which come in the order of time, into wider ones.</summary>
/// <param name="step">Width in milliseconds; 0: every one stays as it is.</param>
internal sealed class Bucketing(long step)
{
    private readonly List<Bucket> _buckets = [];

    public IReadOnlyList<Bucket> Buckets => _buckets;

    public void Add(ReadOnlySpan<Sample> samples)
    {
        foreach (var sample in samples)
        {
            if (!double.IsNaN(sample.Value)) Add(Bucket.Of(sample.At, sample.Value));
        }
    }

    public void Add(Bucket bucket)
    {
        var at = step <= 0 ? bucket.At : bucket.At - (((bucket.At % step) + step) % step);
        if (_buckets.Count > 0 && _buckets[^1].At == at) _buckets[^1] = _buckets[^1].With(bucket);
        else _buckets.Add(bucket with { At = at });
    }
}
