using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Metrics;

/// <summary>Metric points by OTLP over HTTP, as a collector sends them: how many a second are answered 200, which is after they are durable.</summary>
internal sealed class WireBenchmark(Scale scale, TimeProvider clock)
{
    private const int Senders = 4, Metrics = 10, PointsOfEach = 400;
    private const double LeastPerSecond = 200_000;

    /// <summary>Stands in the templates where an instant is put in: the same number of bytes, found nowhere else.</summary>
    private const ulong Placeholder = 1_111_111_111_222_222_333;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public async Task RunAsync(Report report)
    {
        report.Say($"OTLP metrics over HTTP: {Senders} senders, {Metrics * PointsOfEach} points a request, {scale.Load.TotalSeconds:0} s each.");
        foreach (var (name, type, template) in new[] { ("protobuf", "application/x-protobuf", Protobuf()), ("JSON", "application/json", Json()) })
        {
            await using var portal = await PortalProcess.StartAsync();
            await SendAsync(portal.Url, type, template, WarmUp);
            var perSecond = await SendAsync(portal.Url, type, template, scale.Load);
            report.Add(Finding.Held($"OTLP metric points as {name} over HTTP, durable", "≥ 200,000/s", Written.PerSecond(perSecond), perSecond >= LeastPerSecond));
        }
    }

    private async Task<double> SendAsync(string url, string type, Func<int, Template> template, TimeSpan time)
    {
        using var http = new HttpClient { BaseAddress = new(url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ServerPark.IntakeKey);
        var started = Stopwatch.GetTimestamp();
        var sent = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var body = template(sender);
            var points = 0L;
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                body.Set(clock.GetUtcNow());
                using var content = new ByteArrayContent(body.Bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue(type);
                using var answer = await http.PostAsync(new Uri("/v1/metrics", UriKind.Relative), content);
                var told = await answer.Content.ReadAsStringAsync();
                if (!answer.IsSuccessStatusCode || told.Contains("rejected", StringComparison.OrdinalIgnoreCase)) throw new InvalidOperationException($"{(int)answer.StatusCode} {told}");
                points += Metrics * PointsOfEach;
            }

            return points;
        })));
        return sent.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Func<int, Template> Protobuf() => sender => new(Request(sender).ToByteArray(), BitConverter.GetBytes(Placeholder), BitConverter.GetBytes);

    private static Func<int, Template> Json() => sender => new(
        System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(Request(sender))), Text(Placeholder), Text);

    private static byte[] Text(ulong nanoseconds) => System.Text.Encoding.UTF8.GetBytes(nanoseconds.ToString(CultureInfo.InvariantCulture));

    private static ExportMetricsServiceRequest Request(int sender)
    {
        var scope = new ScopeMetrics();
        for (var metric = 0; metric < Metrics; metric++)
        {
            var gauge = new Gauge();
            for (var point = 0; point < PointsOfEach; point++)
            {
                gauge.DataPoints.Add(new NumberDataPoint
                {
                    TimeUnixNano = Placeholder,
                    AsDouble = point + (metric / 10.0),
                    Attributes = { Attribute("host", string.Create(CultureInfo.InvariantCulture, $"host-{sender}-{point}")), Attribute("device", "sda") },
                });
            }

            scope.Metrics.Add(new Metric { Name = string.Create(CultureInfo.InvariantCulture, $"disk_metric_{metric}"), Gauge = gauge });
        }

        return new() { ResourceMetrics = { new ResourceMetrics { Resource = new() { Attributes = { Attribute("service.name", "shop") } }, ScopeMetrics = { scope } } } };
    }

    private static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    /// <summary>A body made once, in which only the instants change from one request to the next.</summary>
    private sealed class Template
    {
        private readonly List<int> _places = [];
        private readonly Func<ulong, byte[]> _write;

        public Template(byte[] bytes, byte[] placeholder, Func<ulong, byte[]> write)
        {
            (Bytes, _write) = (bytes, write);
            for (var at = 0; bytes.AsSpan(at).IndexOf(placeholder) is >= 0 and var found; at += found + placeholder.Length) _places.Add(at + found);
        }

        public byte[] Bytes { get; }

        public void Set(DateTimeOffset instant)
        {
            var text = _write((ulong)(instant - DateTimeOffset.UnixEpoch).Ticks * 100);
            foreach (var place in _places) text.CopyTo(Bytes, place);
        }
    }
}
