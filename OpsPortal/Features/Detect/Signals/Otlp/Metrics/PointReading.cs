using System.Globalization;
using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Signals.Otlp.Logs;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>Turns an export into points, named as Prometheus would name them.</summary>
internal sealed class PointReading(DeltaSums sums)
{
    /// <summary>The flag of a point that says that there is no value.</summary>
    public const uint NoValue = 1;

    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Attributes of a resource that tell series apart; all others describe and would only multiply labels.</summary>
    private static readonly Dictionary<string, string> Resource = new(StringComparer.Ordinal)
    {
        ["service.name"] = "service",
        ["service.namespace"] = "namespace",
        ["service.instance.id"] = "instance",
        ["host.name"] = "host",
        ["deployment.environment"] = "environment",
        ["deployment.environment.name"] = "environment",
    };

    private readonly List<MetricPoint> _points = [];
    private readonly List<Range> _growing = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>How many have been read.</summary>
    public int Count => _points.Count;

    public int Rejected { get; private set; }

    /// <summary>What the sender should know; empty: nothing.</summary>
    public string Warning { get; private set; } = "";

    /// <summary>The points, once all are read: only then is growth added up, so that an export that cannot be read to its end adds nothing.</summary>
    public IReadOnlyList<MetricPoint> Complete()
    {
        if (_growing.Count == 0) return _points;
        var dropped = new HashSet<int>();
        foreach (var at in _growing.SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value)))
        {
            if (sums.Add(_points[at].Labels, _points[at].Value) is { } total) _points[at] = _points[at] with { Value = total };
            else dropped.Add(at);
        }

        if (dropped.Count == 0) return _points;
        (Rejected, Warning) = (Rejected + dropped.Count, $"More than {DeltaSums.Most} series are told as growth; the others are not kept.");
        return [.. _points.Where((_, at) => !dropped.Contains(at))];
    }

    public void Read(ExportMetricsServiceRequest export)
    {
        foreach (var resource in export.ResourceMetrics)
        {
            var labels = LabelsOf(resource.Resource);
            foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics)) Read(metric, new(0, NameOf(metric.Name), labels));
        }
    }

    /// <summary>What of a resource tells series apart.</summary>
    public static List<Label> LabelsOf(OpenTelemetry.Proto.Resource.V1.Resource? resource)
    {
        var labels = new List<Label>();
        foreach (var attribute in resource?.Attributes ?? [])
        {
            if (Resource.TryGetValue(attribute.Key, out var name)) labels.Add(new(name, AttributeText.Of(attribute.Value)));
        }

        return labels;
    }

    public void Add(LabelSet series, ulong at, double value) => _points.Add(new(series, (long)(at / NanosecondsPerMillisecond), value));

    /// <summary>The points from the one at <paramref name="first"/> on tell growth since last time.</summary>
    public void Grows(int first)
    {
        if (Count > first) _growing.Add(first..Count);
    }

    public void Read(Histogram histogram, MetricOrigin origin)
    {
        var first = Count;
        foreach (var point in histogram.DataPoints) Add(point, origin);
        if (histogram.AggregationTemporality == AggregationTemporality.Delta) Grows(first);
    }

    public void Read(ExponentialHistogram histogram, MetricOrigin origin)
    {
        var first = Count;
        Warning = "Of exponential histograms only sum and count are kept.";
        foreach (var point in histogram.DataPoints.Where(point => (point.Flags & NoValue) == 0)) SumAndCount(point.Attributes, origin, point.TimeUnixNano, point.HasSum ? point.Sum : null, point.Count);
        if (histogram.AggregationTemporality == AggregationTemporality.Delta) Grows(first);
    }

    public void Read(Summary summary, MetricOrigin origin)
    {
        foreach (var point in summary.DataPoints.Where(point => (point.Flags & NoValue) == 0)) Add(point, origin);
    }

    private void Read(Metric metric, MetricOrigin origin)
    {
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                foreach (var point in metric.Gauge.DataPoints) Add(point, origin);
                break;
            case Metric.DataOneofCase.Sum:
                var first = Count;
                foreach (var point in metric.Sum.DataPoints) Add(point, origin);
                if (metric.Sum.AggregationTemporality == AggregationTemporality.Delta) Grows(first);
                break;
            case Metric.DataOneofCase.Histogram:
                Read(metric.Histogram, origin);
                break;
            case Metric.DataOneofCase.ExponentialHistogram:
                Read(metric.ExponentialHistogram, origin);
                break;
            case Metric.DataOneofCase.Summary:
                Read(metric.Summary, origin);
                break;
        }
    }

    private void Add(NumberDataPoint point, MetricOrigin origin)
    {
        if ((point.Flags & NoValue) != 0 || point.ValueCase == NumberDataPoint.ValueOneofCase.None) return;
        Add(Series(point.Attributes, origin.Name, origin.Resource), point.TimeUnixNano, point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble);
    }

    private void Add(HistogramDataPoint point, MetricOrigin origin)
    {
        if ((point.Flags & NoValue) != 0) return;
        if (point.BucketCounts.Count > 0 && point.BucketCounts.Count != point.ExplicitBounds.Count + 1)
        {
            Rejected++;
            Warning = "A histogram has one more bucket than bounds.";
            return;
        }

        var soFar = 0UL;
        for (var at = 0; at < point.BucketCounts.Count; at++)
        {
            soFar += point.BucketCounts[at];
            var bound = at < point.ExplicitBounds.Count ? point.ExplicitBounds[at].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            Add(Series(point.Attributes, origin.Name + "_bucket", origin.Resource, new Label("le", bound)), point.TimeUnixNano, soFar);
        }

        SumAndCount(point.Attributes, origin, point.TimeUnixNano, point.HasSum ? point.Sum : null, point.Count);
    }

    private void Add(SummaryDataPoint point, MetricOrigin origin)
    {
        foreach (var quantile in point.QuantileValues)
            Add(Series(point.Attributes, origin.Name, origin.Resource, new Label("quantile", quantile.Quantile.ToString("R", CultureInfo.InvariantCulture))), point.TimeUnixNano, quantile.Value);
        SumAndCount(point.Attributes, origin, point.TimeUnixNano, point.Sum, point.Count);
    }

    private void SumAndCount(RepeatedField<KeyValue> attributes, MetricOrigin origin, ulong at, double? sum, ulong count)
    {
        if (sum is { } total) Add(Series(attributes, origin.Name + "_sum", origin.Resource), at, total);
        Add(Series(attributes, origin.Name + "_count", origin.Resource), at, count);
    }

    /// <summary>The name, the point's own attributes, and of the resource what the point does not say itself.</summary>
    public LabelSet Series(RepeatedField<KeyValue> attributes, string name, List<Label> resource, Label? more = null)
    {
        var labels = new List<Label>(resource.Count + attributes.Count + 2);
        labels.AddRange(resource);
        foreach (var attribute in attributes) labels.Add(new(NameOf(attribute.Key), AttributeText.Of(attribute.Value)));
        if (more is { } own) labels.Add(own);
        labels.Add(new(MetricSeries.NameLabel, name));
        return LabelSet.From(labels);
    }

    /// <summary>Dots and whatever else a name may not hold become underscores.</summary>
    public string NameOf(string name)
    {
        if (_names.TryGetValue(name, out var known)) return known;
        var plain = string.Create(name.Length, name, (span, from) =>
        {
            for (var at = 0; at < span.Length; at++) span[at] = char.IsAsciiLetterOrDigit(from[at]) || from[at] is '_' or ':' ? from[at] : '_';
        });
        return _names[name] = plain.Length > 0 && char.IsAsciiDigit(plain[0]) ? "_" + plain : plain;
    }
}
