using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Features.Detect.Metrics.Codec;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>Thins a series out to as many points as a chart shows.</summary>
internal sealed class LineBuilder(long from, long to, int points, Reading reading)
{
    private readonly Bucketing _buckets = new(Math.Max(1000, (to - from) / points));
    private Sample? _before;

    public IReadOnlyList<Bucket> Buckets => _buckets.Buckets;

    public void Feed(ReadOnlySpan<Sample> samples)
    {
        if (reading == Reading.Value)
        {
            _buckets.Add(samples);
            return;
        }

        foreach (var sample in samples)
        {
            if (_before is { } before && sample.At > before.At)
                _buckets.Add(Bucket.Of(sample.At, (sample.Value >= before.Value ? sample.Value - before.Value : sample.Value) / ((sample.At - before.At) / 1000.0)));
            _before = sample;
        }
    }
}
