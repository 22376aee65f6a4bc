using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Rpc;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Contracts.Intake;

/// <summary>What the specification of OTLP over HTTP asks for, beyond what the SDK exercises.</summary>
public sealed class ExportingLogs(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private const string Path = "/v1/logs", Protobuf = "application/x-protobuf", Json = "application/json";
    private readonly Sender _sender = new(portal);

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task Json_is_answered_in_json_and_ids_stay_hex()
    {
        const string body = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"host.name","value":{"stringValue":"web-1"}}]},"unknownField":1,
             "scopeLogs":[{"logRecords":[{"timeUnixNano":"1772366400000000000","severityNumber":17,"body":{"stringValue":"it broke"},"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174",
             "attributes":[{"key":"http.status","value":{"intValue":"500"}},{"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"boolValue":true}]}}}]}]}]}]}
            """;
        var (status, answer, type) = await _sender.ExchangeAsync(HttpMethod.Post, Path, Encoding.UTF8.GetBytes(body), Json);
        Assert.Equal((200, "{ }", Json), (status, Encoding.UTF8.GetString(answer), type));
        var kept = (await _sender.SignalsAsync("otlp")).First(signal => signal.Text == "it broke");
        Assert.Equal(("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174"), (Sender.Of(kept.Annotations, "trace_id"), Sender.Of(kept.Annotations, "span_id")));
        Assert.Equal(("shop", "web-1", "error", "500", """["a",true]"""),
            (Sender.Of(kept.Labels, "service"), Sender.Of(kept.Labels, "host"), Sender.Of(kept.Labels, "severity"), Sender.Of(kept.Labels, "http_status"), Sender.Of(kept.Labels, "list")));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), kept.StartsAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Protobuf_plain_and_packed_is_answered_in_protobuf(bool gzip)
    {
        var export = Export($"packed {gzip}").ToByteArray();
        var (status, answer, type) = gzip
            ? await _sender.ExchangeAsync(HttpMethod.Post, Path, Pack(export), Protobuf, headers: ("Content-Encoding", "gzip"))
            : await _sender.ExchangeAsync(HttpMethod.Post, Path, export, Protobuf);
        Assert.Equal((200, 0, Protobuf), (status, answer.Length, type));
        Assert.Contains(await _sender.SignalsAsync("otlp"), signal => signal.Text == $"packed {gzip}");
    }

    [Fact]
    public async Task An_empty_export_is_fine()
    {
        Assert.Equal(200, (await _sender.SendAsync(HttpMethod.Post, Path, [], Protobuf)).Status);
        Assert.Equal(200, (await _sender.SendAsync(HttpMethod.Post, Path, "{}"u8.ToArray(), Json)).Status);
    }

    [Fact]
    public async Task Errors_are_a_status_in_the_encoding_of_the_request()
    {
        var (status, answer, type) = await _sender.ExchangeAsync(HttpMethod.Post, Path, [0xFF, 0xFF], Protobuf);
        Assert.Equal((400, Protobuf, 3), (status, type, Status.Parser.ParseFrom(answer).Code));
        (status, answer, type) = await _sender.ExchangeAsync(HttpMethod.Post, Path, "{"u8.ToArray(), Json);
        Assert.Equal((400, Json, 3), (status, type, JsonDocument.Parse(answer).RootElement.GetProperty("code").GetInt32()));
        Assert.Equal(415, (await _sender.SendAsync(HttpMethod.Post, Path, [], "text/plain")).Status);
        Assert.Equal(415, (await _sender.SendAsync(HttpMethod.Post, Path, [], Protobuf, headers: ("Content-Encoding", "zstd"))).Status);
        Assert.Equal(400, (await _sender.SendAsync(HttpMethod.Post, Path, [1, 2, 3], Protobuf, headers: ("Content-Encoding", "gzip"))).Status);
    }

    [Fact]
    public async Task What_unpacks_to_more_than_the_limit_is_413()
    {
        var (status, answer, _) = await _sender.ExchangeAsync(HttpMethod.Post, Path, Pack(new byte[(64 * 1024 * 1024) + 1]), Protobuf, headers: ("Content-Encoding", "gzip"));
        Assert.Equal((413, 8), (status, Status.Parser.ParseFrom(answer).Code));
    }

    private static ExportLogsServiceRequest Export(string text) => new()
    {
        ResourceLogs = { new ResourceLogs { ScopeLogs = { new ScopeLogs { LogRecords = { new LogRecord { SeverityNumber = 9, Body = new() { StringValue = text } } } } } } },
    };

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
