using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>
/// Reads an export written as protobuf. Gauges and sums, which nearly all points are, are read straight from the bytes; the other kinds by
/// way of their messages.
/// </summary>
internal sealed class ProtobufPoints(SeriesMemory memory, PointReading reading)
{
    private const uint First = (1 << 3) | ProtobufFields.Bytes;

    // ResourceMetrics, ScopeMetrics, Metric
    private const uint OfResource = First, OfScopes = (2 << 3) | ProtobufFields.Bytes, OfMetrics = OfScopes, OfName = First;
    private const uint OfGauge = (5 << 3) | ProtobufFields.Bytes, OfSum = (7 << 3) | ProtobufFields.Bytes, OfHistogram = (9 << 3) | ProtobufFields.Bytes;
    private const uint OfExponential = (10 << 3) | ProtobufFields.Bytes, OfSummary = (11 << 3) | ProtobufFields.Bytes;

    // Gauge, Sum, NumberDataPoint
    private const uint OfTemporality = (2 << 3) | ProtobufFields.Varint, OfTime = (3 << 3) | ProtobufFields.Fixed64, OfDouble = (4 << 3) | ProtobufFields.Fixed64;
    private const uint OfInteger = (6 << 3) | ProtobufFields.Fixed64, OfAttribute = (7 << 3) | ProtobufFields.Bytes, OfFlags = (8 << 3) | ProtobufFields.Varint;

    private readonly WrittenKey _key = new();

    public void Read(ReadOnlySpan<byte> export)
    {
        var resources = new ProtobufFields(export);
        while (resources.Next())
        {
            if (resources.Tag != First) continue;
            var resource = ProtobufFields.Last(resources.Content, OfResource);
            var scopes = new ProtobufFields(resources.Content);
            while (scopes.Next())
            {
                if (scopes.Tag != OfScopes) continue;
                var metrics = new ProtobufFields(scopes.Content);
                while (metrics.Next())
                {
                    if (metrics.Tag == OfMetrics) Metric(metrics.Content, Origin(resource, ProtobufFields.Last(metrics.Content, OfName)));
                }
            }
        }
    }

    private MetricOrigin Origin(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> name)
    {
        _key.Begin(resource, name);
        return memory.TryOrigin(_key.All, out var known) ? known
            : memory.AddOrigin(_key.All, reading.NameOf(System.Text.Encoding.UTF8.GetString(name)), PointReading.LabelsOf(Resource.Parser.ParseFrom(resource)));
    }

    private void Metric(ReadOnlySpan<byte> metric, MetricOrigin origin)
    {
        var fields = new ProtobufFields(metric);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case OfGauge or OfSum:
                    Numbers(fields.Content, origin);
                    break;
                case OfHistogram:
                    reading.Read(Histogram.Parser.ParseFrom(fields.Content), origin);
                    break;
                case OfExponential:
                    reading.Read(ExponentialHistogram.Parser.ParseFrom(fields.Content), origin);
                    break;
                case OfSummary:
                    reading.Read(Summary.Parser.ParseFrom(fields.Content), origin);
                    break;
            }
        }
    }

    private void Numbers(ReadOnlySpan<byte> points, MetricOrigin origin)
    {
        var first = reading.Count;
        var temporality = AggregationTemporality.Unspecified;
        var fields = new ProtobufFields(points);
        while (fields.Next())
        {
            if (fields.Tag == First) Number(fields.Content, origin);
            else if (fields.Tag == OfTemporality) temporality = (AggregationTemporality)(int)fields.Value;
        }

        if (temporality == AggregationTemporality.Delta) reading.Grows(first);
    }

    private void Number(ReadOnlySpan<byte> point, MetricOrigin origin)
    {
        var (at, flags, value) = (0UL, 0UL, (double?)null);
        _key.Begin(origin.Id);
        var fields = new ProtobufFields(point);
        while (fields.Next())
        {
            switch (fields.Tag)
            {
                case OfTime:
                    at = fields.Value;
                    break;
                case OfDouble:
                    value = BitConverter.UInt64BitsToDouble(fields.Value);
                    break;
                case OfInteger:
                    value = (long)fields.Value;
                    break;
                case OfAttribute:
                    _key.Add(fields.Raw);
                    break;
                case OfFlags:
                    flags = fields.Value;
                    break;
            }
        }

        if (value is { } known && (flags & PointReading.NoValue) == 0) reading.Add(Series(origin), at, known);
    }

    private LabelSet Series(MetricOrigin origin)
    {
        if (memory.TrySeries(_key.All, out var known)) return known;
        var series = reading.Series(NumberDataPoint.Parser.ParseFrom(_key.Added).Attributes, origin.Name, origin.Resource);
        memory.AddSeries(_key.All, series);
        return series;
    }
}
