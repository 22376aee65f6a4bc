using System.Text;
using System.Text.Json;
using Google.Protobuf;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Otlp.Http;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>
/// Reads an export written as JSON. Gauges and sums, which nearly all points are, are read straight from the bytes; the other kinds by way of
/// their messages. Members may come in any order, unknown ones are passed over.
/// </summary>
internal sealed class JsonPoints(SeriesMemory memory, PointReading reading)
{
    private readonly WrittenKey _key = new();

    /// <exception cref="JsonException">It is no JSON, or not of this shape.</exception>
    public void Read(ReadOnlySpan<byte> export)
    {
        var body = export.StartsWith(Encoding.UTF8.Preamble) ? export[Encoding.UTF8.Preamble.Length..] : export;
        var json = new Utf8JsonReader(body);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) throw new JsonException("The body is no object.");
        while (OtlpJson.Member(ref json))
        {
            if (!json.ValueTextEquals("resourceMetrics"u8)) json.Skip();
            else if (OtlpJson.Array(ref json))
            {
                while (OtlpJson.Element(ref json)) ResourceMetrics(ref json, body);
            }
        }

        if (json.Read()) throw new JsonException("Something follows the object.");
    }

    private void ResourceMetrics(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        // What comes behind the points is needed before them; mostly it stands in front, and this is but a glance.
        var resource = OtlpJson.Find(json, body, "resource"u8);
        while (OtlpJson.Member(ref json))
        {
            if (!json.ValueTextEquals("scopeMetrics"u8)) json.Skip();
            else if (OtlpJson.Array(ref json))
            {
                while (OtlpJson.Element(ref json)) ScopeMetrics(ref json, body, resource);
            }
        }
    }

    private void ScopeMetrics(ref Utf8JsonReader json, ReadOnlySpan<byte> body, ReadOnlySpan<byte> resource)
    {
        while (OtlpJson.Member(ref json))
        {
            if (!json.ValueTextEquals("metrics"u8)) json.Skip();
            else if (OtlpJson.Array(ref json))
            {
                while (OtlpJson.Element(ref json)) Metric(ref json, body, Origin(resource, OtlpJson.Find(json, body, "name"u8)));
            }
        }
    }

    private MetricOrigin Origin(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> name)
    {
        _key.Begin(resource, name);
        if (memory.TryOrigin(_key.All, out var known)) return known;
        var labels = resource.IsEmpty ? [] : PointReading.LabelsOf(OtlpJson.Message<Resource>(resource));
        return memory.AddOrigin(_key.All, reading.NameOf(name.IsEmpty ? "" : JsonSerializer.Deserialize<string>(name) ?? ""), labels);
    }

    private void Metric(ref Utf8JsonReader json, ReadOnlySpan<byte> body, MetricOrigin origin)
    {
        while (OtlpJson.Member(ref json))
        {
            if (json.ValueTextEquals("gauge"u8) || json.ValueTextEquals("sum"u8)) Numbers(ref json, body, origin);
            else if (json.ValueTextEquals("histogram"u8)) reading.Read(OtlpJson.Message<Histogram>(OtlpJson.Value(ref json, body)), origin);
            else if (json.ValueTextEquals("exponentialHistogram"u8)) reading.Read(OtlpJson.Message<ExponentialHistogram>(OtlpJson.Value(ref json, body)), origin);
            else if (json.ValueTextEquals("summary"u8)) reading.Read(OtlpJson.Message<Summary>(OtlpJson.Value(ref json, body)), origin);
            else json.Skip();
        }
    }

    private void Numbers(ref Utf8JsonReader json, ReadOnlySpan<byte> body, MetricOrigin origin)
    {
        if (!OtlpJson.Object(ref json)) return;
        var (first, isGrowth) = (reading.Count, false);
        while (OtlpJson.Member(ref json))
        {
            if (json.ValueTextEquals("aggregationTemporality"u8)) isGrowth = OtlpJson.IsDelta(ref json);
            else if (!json.ValueTextEquals("dataPoints"u8)) json.Skip();
            else if (OtlpJson.Array(ref json))
            {
                while (OtlpJson.Element(ref json)) Number(ref json, body, origin);
            }
        }

        if (isGrowth) reading.Grows(first);
    }

    private void Number(ref Utf8JsonReader json, ReadOnlySpan<byte> body, MetricOrigin origin)
    {
        var (at, flags, value) = (0UL, 0UL, (double?)null);
        var attributes = ReadOnlySpan<byte>.Empty;
        while (OtlpJson.Member(ref json))
        {
            if (json.ValueTextEquals("timeUnixNano"u8)) at = OtlpJson.Unsigned(ref json);
            else if (json.ValueTextEquals("asDouble"u8)) value = OtlpJson.Double(ref json) ?? value;
            else if (json.ValueTextEquals("asInt"u8)) value = OtlpJson.Signed(ref json) ?? value;
            else if (json.ValueTextEquals("attributes"u8)) attributes = OtlpJson.Value(ref json, body);
            else if (json.ValueTextEquals("flags"u8)) flags = OtlpJson.Unsigned(ref json);
            else json.Skip();
        }

        if (value is { } known && (flags & PointReading.NoValue) == 0) reading.Add(Series(attributes, origin), at, known);
    }

    private LabelSet Series(ReadOnlySpan<byte> attributes, MetricOrigin origin)
    {
        _key.Begin(origin.Id);
        _key.Add(attributes);
        if (memory.TrySeries(_key.All, out var known)) return known;
        var text = attributes.IsEmpty ? "{}" : $$"""{"attributes":{{Encoding.UTF8.GetString(attributes)}}}""";
        var series = reading.Series(OtlpJson.Message<NumberDataPoint>(Encoding.UTF8.GetBytes(text)).Attributes, origin.Name, origin.Resource);
        memory.AddSeries(_key.All, series);
        return series;
    }
}
