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
    private const uint NoValue = 1;

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
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public IReadOnlyList<MetricPoint> Points => _points;

    public int Rejected { get; private set; }

    /// <summary>What the sender should know; empty: nothing.</summary>
    public string Warning { get; private set; } = "";

    public void Read(ExportMetricsServiceRequest export)
    {
        foreach (var resource in export.ResourceMetrics)
        {
            var labels = new List<Label>();
            foreach (var attribute in resource.Resource?.Attributes ?? [])
            {
                if (Resource.TryGetValue(attribute.Key, out var name)) labels.Add(new(name, AttributeText.Of(attribute.Value)));
            }

            foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics)) Read(metric, labels);
        }
    }

    private void Read(Metric metric, List<Label> resource)
    {
        var name = NameOf(metric.Name);
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                foreach (var point in metric.Gauge.DataPoints) Number(point, name, resource, delta: false);
                break;
            case Metric.DataOneofCase.Sum:
                foreach (var point in metric.Sum.DataPoints) Number(point, name, resource, metric.Sum.AggregationTemporality == AggregationTemporality.Delta);
                break;
            case Metric.DataOneofCase.Histogram:
                foreach (var point in metric.Histogram.DataPoints) Histogram(point, name, resource, metric.Histogram.AggregationTemporality == AggregationTemporality.Delta);
                break;
            case Metric.DataOneofCase.ExponentialHistogram:
                Warning = "Of exponential histograms only sum and count are kept.";
                foreach (var point in metric.ExponentialHistogram.DataPoints.Where(point => (point.Flags & NoValue) == 0))
                    SumAndCount(point.Attributes, name, resource, point.TimeUnixNano, point.HasSum ? point.Sum : null, point.Count, metric.ExponentialHistogram.AggregationTemporality == AggregationTemporality.Delta);
                break;
            case Metric.DataOneofCase.Summary:
                foreach (var point in metric.Summary.DataPoints.Where(point => (point.Flags & NoValue) == 0)) Summary(point, name, resource);
                break;
        }
    }

    private void Number(NumberDataPoint point, string name, List<Label> resource, bool delta)
    {
        if ((point.Flags & NoValue) != 0 || point.ValueCase == NumberDataPoint.ValueOneofCase.None) return;
        Add(Series(point.Attributes, name, resource), point.TimeUnixNano, point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, delta);
    }

    private void Histogram(HistogramDataPoint point, string name, List<Label> resource, bool delta)
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
            Add(Series(point.Attributes, name + "_bucket", resource, new Label("le", bound)), point.TimeUnixNano, soFar, delta);
        }

        SumAndCount(point.Attributes, name, resource, point.TimeUnixNano, point.HasSum ? point.Sum : null, point.Count, delta);
    }

    private void Summary(SummaryDataPoint point, string name, List<Label> resource)
    {
        foreach (var quantile in point.QuantileValues)
            Add(Series(point.Attributes, name, resource, new Label("quantile", quantile.Quantile.ToString("R", CultureInfo.InvariantCulture))), point.TimeUnixNano, quantile.Value, delta: false);
        SumAndCount(point.Attributes, name, resource, point.TimeUnixNano, point.Sum, point.Count, delta: false);
    }

    private void SumAndCount(RepeatedField<KeyValue> attributes, string name, List<Label> resource, ulong at, double? sum, ulong count, bool delta)
    {
        if (sum is { } total) Add(Series(attributes, name + "_sum", resource), at, total, delta);
        Add(Series(attributes, name + "_count", resource), at, count, delta);
    }

    private void Add(LabelSet series, ulong at, double value, bool delta)
    {
        var kept = delta ? sums.Add(series, value) : value;
        if (kept is { } known) _points.Add(new(series, (long)(at / NanosecondsPerMillisecond), known));
        else (Rejected, Warning) = (Rejected + 1, $"More than {DeltaSums.Most} series are told as growth; the others are not kept.");
    }

    /// <summary>The name, the point's own attributes, and of the resource what the point does not say itself.</summary>
    private LabelSet Series(RepeatedField<KeyValue> attributes, string name, List<Label> resource, Label? more = null)
    {
        var labels = new List<Label>(resource.Count + attributes.Count + 2);
        labels.AddRange(resource);
        foreach (var attribute in attributes) labels.Add(new(NameOf(attribute.Key), AttributeText.Of(attribute.Value)));
        if (more is { } own) labels.Add(own);
        labels.Add(new(MetricSeries.NameLabel, name));
        return LabelSet.From(labels);
    }

    /// <summary>Dots and whatever else a name may not hold become underscores.</summary>
    private string NameOf(string name)
    {
        if (_names.TryGetValue(name, out var known)) return known;
        var plain = string.Create(name.Length, name, (span, from) =>
        {
            for (var at = 0; at < span.Length; at++) span[at] = char.IsAsciiLetterOrDigit(from[at]) || from[at] is '_' or ':' ? from[at] : '_';
        });
        return _names[name] = plain.Length > 0 && char.IsAsciiDigit(plain[0]) ? "_" + plain : plain;
    }
}
