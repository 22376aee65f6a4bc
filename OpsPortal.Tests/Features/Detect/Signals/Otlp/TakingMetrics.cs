using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Features.Detect.Metrics;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Signals.Otlp;

/// <summary>OTLP metrics over HTTP into the store, in both encodings.</summary>
public sealed class TakingMetrics(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public async Task Json_and_gzipped_protobuf_are_kept_alike()
    {
        var at = Now - 60_000;
        var json = $$"""
            { "resourceMetrics": [ { "resource": { "attributes": [ { "key": "service.name", "value": { "stringValue": "shop" } } ] },
              "scopeMetrics": [ { "metrics": [ { "name": "queue.depth", "unknownField": 1, "gauge": { "dataPoints": [ { "timeUnixNano": "{{at}}000000", "asInt": "7", "attributes": [ { "key": "queue.name", "value": { "stringValue": "orders" } } ] } ] } } ] } ] } ] }
            """;
        Assert.Equal((HttpStatusCode.OK, "{ }"), await SendAsync(Encoding.UTF8.GetBytes(json), "application/json"));
        var export = Export(new Metric { Name = "queue.depth", Gauge = new() { DataPoints = { Point(at + 1000, 9, ("queue.name", "orders")) } } });
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Gzip(export.ToByteArray()), "application/x-protobuf", "gzip")).Status);
        Assert.Equal([7, 9], await ReadAsync("queue_depth{service=\"shop\", queue_name=\"orders\"}"));
    }

    [Fact]
    public async Task Growth_is_added_up_and_histograms_become_buckets_sum_and_count()
    {
        var at = Now - 60_000;
        for (var i = 0; i < 2; i++)
        {
            var export = Export(
                new Metric { Name = "hits", Sum = new() { AggregationTemporality = AggregationTemporality.Delta, IsMonotonic = true, DataPoints = { Point(at + (i * 1000), 5) } } },
                new Metric
                {
                    Name = "latency",
                    Histogram = new()
                    {
                        AggregationTemporality = AggregationTemporality.Delta,
                        DataPoints = { new HistogramDataPoint { TimeUnixNano = (ulong)(at + (i * 1000)) * 1_000_000, Count = 6, Sum = 3.5, BucketCounts = { 1, 2, 3 }, ExplicitBounds = { 0.1, 1 } } },
                    },
                });
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(export.ToByteArray(), "application/x-protobuf")).Status);
        }

        Assert.Equal([5, 10], await ReadAsync("hits"));
        Assert.Equal([3, 6], await ReadAsync("latency_bucket{le=\"1\"}"));
        Assert.Equal([6, 12], await ReadAsync("latency_bucket{le=\"+Inf\"}"));
        Assert.Equal([3.5, 7], await ReadAsync("latency_sum"));
        Assert.Equal([6, 12], await ReadAsync("latency_count"));
    }

    [Fact]
    public async Task What_can_never_be_kept_is_counted_in_the_answer_and_the_rest_is_kept()
    {
        var at = Now - 60_000;
        var export = Export(new Metric { Name = "mixed", Gauge = new() { DataPoints = { Point(at, 1), Point(at, 2), Point(at + 1000, 3) } } });
        var (status, body) = await SendAsync(Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(export)), "application/json");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"rejectedDataPoints\": \"1\"", body, StringComparison.Ordinal);
        Assert.Equal([1, 3], await ReadAsync("mixed"));
    }

    [Theory]
    [InlineData("{ nonsense", "application/json")]
    [InlineData("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":7}]}]}]}", "application/json")]
    [InlineData("\u00ff\u00ff\u00ff", "application/x-protobuf")]
    public async Task Broken_bodies_are_answered_with_a_status_and_never_with_a_failure(string body, string type) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(Encoding.Latin1.GetBytes(body), type)).Status);

    private static ExportMetricsServiceRequest Export(params Metric[] metrics) => new()
    {
        ResourceMetrics =
        {
            new ResourceMetrics
            {
                Resource = new() { Attributes = { new KeyValue { Key = "service.name", Value = new() { StringValue = "shop" } } } },
                ScopeMetrics = { new ScopeMetrics { Metrics = { metrics } } },
            },
        },
    };

    private static NumberDataPoint Point(long at, double value, params (string Key, string Value)[] attributes) => new()
    {
        TimeUnixNano = (ulong)at * 1_000_000,
        AsDouble = value,
        Attributes = { attributes.Select(attribute => new KeyValue { Key = attribute.Key, Value = new() { StringValue = attribute.Value } }) },
    };

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(plain);
        return packed.ToArray();
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(byte[] body, string type, string? encoding = null)
    {
        using var client = portal.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DemoPeople.IntakeKey);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(type);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        using var answer = await client.PostAsync("/v1/metrics", content, Stopping);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stopping));
    }

    private async Task<IEnumerable<double>> ReadAsync(string selector)
    {
        var store = portal.Services.GetRequiredService<MetricStore>();
        var read = await store.ReadAsync(StoreBench.Selector(selector), 0, long.MaxValue / 2, 0, Stopping);
        return Assert.Single(read).Buckets.Select(bucket => bucket.Mean);
    }
}
