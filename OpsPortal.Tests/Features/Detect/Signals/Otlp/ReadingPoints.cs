using System.Text;
using System.Text.Json;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Signals.Otlp.Metrics;

namespace OpsPortal.Tests.Features.Detect.Signals.Otlp;

/// <summary>Points read straight from the bytes are those that the messages hold, in both encodings and whatever stands there.</summary>
public sealed class ReadingPoints
{
    private const int Exports = 300, Mutations = 3000;

    private static readonly string[] Letters = ["a", "b", "c", ".", "_", "\"", "\\", "é", " ", "😀"];

    [Fact]
    public void Both_encodings_give_the_points_of_the_messages_also_when_the_series_are_known_already()
    {
        var memory = new SeriesMemory();
        for (var seed = 0; seed < Exports; seed++)
        {
            var export = Export(new Random(seed));
            var expected = Read(reading => reading.Read(export));
            var bytes = export.ToByteArray();
            var json = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(export));
            for (var time = 0; time < 2; time++)
            {
                Assert.Equal(expected, Read(reading => new ProtobufPoints(memory, reading).Read(bytes)));
                Assert.Equal(expected, Read(reading => new JsonPoints(memory, reading).Read(json)));
            }
        }
    }

    [Fact]
    public void A_changed_byte_leads_to_a_refusal_or_to_other_points_and_never_to_anything_else()
    {
        var random = new Random(7);
        for (var i = 0; i < Mutations; i++)
        {
            var export = Export(random);
            var (bytes, json) = (export.ToByteArray(), Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(export)));
            Mutate(bytes, random);
            Mutate(json, random);
            RefusedOrRead(reading => new ProtobufPoints(new(), reading).Read(bytes));
            RefusedOrRead(reading => new JsonPoints(new(), reading).Read(json));
        }
    }

    [Fact]
    public void Members_of_json_may_come_in_any_order_and_numbers_as_text_with_fractions()
    {
        const string Json = """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[
              {"attributes":[{"value":{"stringValue":"a"},"key":"zone"}],"asInt":"7","flags":null,"timeUnixNano":1.5e15,"exemplars":[{"asInt":1}]},
              {"asDouble":"NaN","timeUnixNano":"1600000000000000"},{"asDouble":"-Infinity","timeUnixNano":"1700000000000000"},{"timeUnixNano":"1"}],
              "aggregationTemporality":2},"name":"caf\u00e9 size"}]}],"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}}]}
            """;
        var points = Read(reading => new JsonPoints(new(), reading).Read(Encoding.UTF8.GetBytes(Json)));
        Assert.Equal(
            ["{__name__=\"caf__size\", service=\"shop\", zone=\"a\"} 1500000000 7", "{__name__=\"caf__size\", service=\"shop\"} 1600000000 NaN", "{__name__=\"caf__size\", service=\"shop\"} 1700000000 -Infinity"],
            points.Select(point => FormattableString.Invariant($"{point.Labels} {point.At} {point.Value}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"resourceMetrics":{}}""")]
    [InlineData("""{"resourceMetrics":[7]}""")]
    [InlineData("""{"resourceMetrics":[]} {}""")]
    [InlineData("""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"a","gauge":{"dataPoints":[{"asInt":"1.5"}]}}]}]}]}""")]
    [InlineData("""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"a","gauge":{"dataPoints":[{"asInt":"1","timeUnixNano":true}]}}]}]}]}""")]
    [InlineData("""{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"a","gauge":{"dataPoints":[{"asInt":"1","attributes":5}]}}]}]}]}""")]
    public void Json_of_another_shape_is_refused(string json) => Assert.NotNull(RefusedOrRead(reading => new JsonPoints(new(), reading).Read(Encoding.UTF8.GetBytes(json))));

    private static IReadOnlyList<MetricPoint> Read(Action<PointReading> read)
    {
        var reading = new PointReading(new());
        read(reading);
        return reading.Complete();
    }

    private static Exception? RefusedOrRead(Action<PointReading> read)
    {
        try
        {
            Read(read);
            return null;
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or InvalidJsonException or JsonException or InvalidDataException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return broken;
        }
    }

    private static void Mutate(byte[] bytes, Random random)
    {
        for (var times = random.Next(1, 4); times > 0 && bytes.Length > 0; times--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
    }

    private static ExportMetricsServiceRequest Export(Random random) => new()
    {
        ResourceMetrics =
        {
            Some(random, 3, () => new ResourceMetrics
            {
                Resource = random.Next(4) == 0 ? null : new() { Attributes = { Attributes(random) } },
                ScopeMetrics = { Some(random, 3, () => new ScopeMetrics { Metrics = { Some(random, 4, () => OneMetric(random)) } }) },
            }),
        },
    };

    private static Metric OneMetric(Random random)
    {
        var metric = new Metric { Name = Word(random), Unit = "s" };
        var temporality = (AggregationTemporality)random.Next(3);
        switch (random.Next(5))
        {
            case 0:
                metric.Gauge = new() { DataPoints = { Some(random, 5, () => Number(random)) } };
                break;
            case 1:
                metric.Sum = new() { AggregationTemporality = temporality, DataPoints = { Some(random, 5, () => Number(random)) } };
                break;
            case 2:
                metric.Histogram = new() { AggregationTemporality = temporality, DataPoints = { new HistogramDataPoint { TimeUnixNano = Time(random), Count = 3, Sum = 1.5, BucketCounts = { 1, 2 }, ExplicitBounds = { 0.5 }, Attributes = { Attributes(random) } } } };
                break;
            case 3:
                metric.ExponentialHistogram = new() { AggregationTemporality = temporality, DataPoints = { new ExponentialHistogramDataPoint { TimeUnixNano = Time(random), Count = 3, Attributes = { Attributes(random) } } } };
                break;
            default:
                metric.Summary = new() { DataPoints = { new SummaryDataPoint { TimeUnixNano = Time(random), Count = 3, Sum = 2, QuantileValues = { new SummaryDataPoint.Types.ValueAtQuantile { Quantile = 0.5, Value = 1 } }, Attributes = { Attributes(random) } } } };
                break;
        }

        return metric;
    }

    private static NumberDataPoint Number(Random random)
    {
        var point = new NumberDataPoint { TimeUnixNano = Time(random), Flags = random.Next(5) == 0 ? 1u : 0, Attributes = { Attributes(random) } };
        if (random.Next(3) == 0) point.AsInt = random.Next(-5, 5);
        else if (random.Next(9) != 0) point.AsDouble = random.Next(6) == 0 ? double.NaN : random.NextDouble();
        return point;
    }

    private static ulong Time(Random random) => (ulong)random.NextInt64(1_000_000, 2_000_000_000_000_000_000);

    private static IEnumerable<KeyValue> Attributes(Random random) => Some(random, 4, () => new KeyValue { Key = random.Next(3) == 0 ? "service.name" : Word(random), Value = Value(random) });

    private static AnyValue Value(Random random) => random.Next(6) switch
    {
        0 => new() { IntValue = random.Next() },
        1 => new() { BoolValue = true },
        2 => new() { ArrayValue = new() { Values = { new AnyValue { DoubleValue = 0.5 } } } },
        _ => new() { StringValue = Word(random) },
    };

    private static string Word(Random random) => string.Concat(Some(random, 8, () => Letters[random.Next(Letters.Length)]));

    private static IEnumerable<T> Some<T>(Random random, int most, Func<T> one) => Enumerable.Range(0, random.Next(most)).Select(_ => one()).ToList();
}
