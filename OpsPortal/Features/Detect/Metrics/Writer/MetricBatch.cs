using System.Buffers;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Metrics.Series;

namespace OpsPortal.Features.Detect.Metrics.Writer;

/// <summary>Points of one commit: judged, written down for the log, and applied only once they are durable.</summary>
internal sealed class MetricBatch(SeriesIndex index, MetricOptions options, long nextId, DateTimeOffset now)
{
    /// <summary>Points farther ahead than this would block their series until then.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private const int MostLabels = 40;
    private const int LongestLabel = 1024;

    private readonly Dictionary<LabelSet, MetricSeries> _new = [];
    private readonly Dictionary<string, int> _newBySource = new(StringComparer.Ordinal);
    private readonly List<(MetricSeries Series, long At, double Value)> _accepted = [];
    private readonly long _latest = (now + Ahead).ToUnixTimeMilliseconds();
    private readonly long _earliest = (now - options.KeepSamples).ToUnixTimeMilliseconds();
    private long _before;

    public ArrayBufferWriter<byte> Log { get; } = new(1 << 16);

    public IReadOnlyCollection<MetricSeries> New => _new.Values;

    public int Count => _accepted.Count;

    public long NextId { get; private set; } = nextId;

    /// <summary>Known series of these points whose newest sample has not been looked up yet.</summary>
    public IEnumerable<MetricSeries> Unknown(MetricConsignment consignment) =>
        consignment.Points.Select(point => index.Find(point.Labels)).OfType<MetricSeries>().Where(series => !series.IsKnown).Distinct();

    public void Add(MetricConsignment consignment)
    {
        if (Log.WrittenCount == 0) MetricLog.BeginPoints(Log);
        foreach (var point in consignment.Points)
        {
            if (Refuse(consignment.Source, point, out var series) is { } why)
            {
                if (consignment.Rejected++ == 0) consignment.Why = why;
                continue;
            }

            MetricLog.Add(Log, series!.Id, point.At, point.Value, _before);
            (series.ClaimedAt, _before) = (point.At, point.At);
            _accepted.Add((series, point.At, point.Value));
        }
    }

    /// <summary>They are durable: readers see them from now on.</summary>
    public void Apply()
    {
        foreach (var series in _new.Values) index.Add(series);
        foreach (var (series, at, value) in _accepted) series.Append(at, value);
    }

    /// <summary>Nothing of it is durable.</summary>
    public void GiveUp()
    {
        foreach (var (series, _, _) in _accepted) series.ClaimedAt = series.LastAt;
    }

    private string? Refuse(string source, MetricPoint point, out MetricSeries? series)
    {
        series = index.Find(point.Labels) ?? _new.GetValueOrDefault(point.Labels);
        if (point.At > _latest) return "The time lies more than ten minutes ahead of the portal's clock.";
        if (point.At < _earliest) return "The time lies before what is kept.";
        if (series is null)
        {
            if (Invalid(point.Labels) is { } invalid) return invalid;
            var bySource = index.CountOf(source) + _newBySource.GetValueOrDefault(source);
            if (bySource >= options.MostSeriesPerSource) return $"{source} has sent {bySource} different series, and more are not kept. Remove a label that has a value of its own for every request or process.";
            if (index.Count + _new.Count >= options.MostSeries) return $"There are {options.MostSeries} different series, and more are not kept.";
            series = new(NextId++, point.Labels, source) { IsKnown = true };
            _new[point.Labels] = series;
            _newBySource[source] = _newBySource.GetValueOrDefault(source) + 1;
        }

        return point.At > series.ClaimedAt ? null : "The series already holds a point of that time or a later one.";
    }

    private static string? Invalid(LabelSet labels)
    {
        if (labels[MetricSeries.NameLabel].Length == 0) return "A metric has a name.";
        if (labels.Count > MostLabels) return $"A series has at most {MostLabels} labels.";
        foreach (var label in labels)
        {
            if (label.Name.Length > LongestLabel || label.Value.Length > LongestLabel) return $"A label has at most {LongestLabel} characters.";
        }

        return null;
    }
}
