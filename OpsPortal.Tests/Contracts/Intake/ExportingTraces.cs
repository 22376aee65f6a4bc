using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Rpc;
using OpenTelemetry.Proto.Trace.V1;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Otlp.Grpc;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Tests.Support;
using Status = OpenTelemetry.Proto.Rpc.Status;

namespace OpsPortal.Tests.Contracts.Intake;

/// <summary>What the specification of OTLP asks for with traces, beyond what the SDK exercises.</summary>
public sealed class ExportingTraces(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private const string Path = "/v1/traces", Protobuf = "application/x-protobuf", Json = "application/json";

    /// <summary>Nanoseconds; the same for all spans of one run, so that their order is that of their ids.</summary>
    private static readonly ulong Now = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    private readonly Sender _sender = new(portal);

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task Json_is_answered_in_json_ids_stay_hex_and_the_service_is_that_of_the_catalogue()
    {
        var body = $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"Checkout"}}]},"unknownField":1,"scopeSpans":[{"scope":{"name":"shop"},"spans":[
              {"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","parentSpanId":"EEE19B7EC3C1B173","name":"SELECT","kind":3,"startTimeUnixNano":"{{{Now}}}","endTimeUnixNano":"{{{Now + 5_000_000}}}","links":[{"traceId":"00"}],"status":{"code":2,"message":"deadlock"}},
              {"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B173","name":"POST /orders","kind":2,"startTimeUnixNano":"{{{Now - 1_000_000}}}","endTimeUnixNano":{{{Now + 6_000_000}}},"attributes":[{"key":"http.response.status_code","value":{"intValue":"500"}}]}]}]}]}
            """;
        var (status, answer, type) = await _sender.ExchangeAsync(HttpMethod.Post, Path, Encoding.UTF8.GetBytes(body), Json);
        Assert.Equal((200, "{ }", Json), (status, Encoding.UTF8.GetString(answer), type));
        Assert.Equal(["0 checkout POST /orders ", "1 checkout SELECT deadlock"], await LinesAsync("5b8efff798038103d269b633813fc60c"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Protobuf_plain_and_packed_is_answered_in_protobuf(bool gzip)
    {
        var id = Id(gzip ? 2 : 1);
        var export = Export(Span(id, 1, $"packed {gzip}")).ToByteArray();
        var (status, answer, type) = gzip
            ? await _sender.ExchangeAsync(HttpMethod.Post, Path, Pack(export), Protobuf, headers: ("Content-Encoding", "gzip"))
            : await _sender.ExchangeAsync(HttpMethod.Post, Path, export, Protobuf);
        Assert.Equal((200, 0, Protobuf), (status, answer.Length, type));
        Assert.Equal([$"0 unheard-of packed {gzip} "], await LinesAsync(Hex(id)));
    }

    [Fact]
    public async Task An_empty_export_is_fine_and_one_without_a_key_is_not()
    {
        Assert.Equal(200, (await _sender.SendAsync(HttpMethod.Post, Path, [], Protobuf)).Status);
        Assert.Equal(200, (await _sender.SendAsync(HttpMethod.Post, Path, "{}"u8.ToArray(), Json)).Status);
        Assert.Equal(401, (await _sender.SendAsync(HttpMethod.Post, Path, "{}"u8.ToArray(), Json, authorization: null)).Status);
    }

    [Fact]
    public async Task Errors_are_a_status_in_the_encoding_of_the_request()
    {
        var (status, answer, type) = await _sender.ExchangeAsync(HttpMethod.Post, Path, [0xFF, 0xFF], Protobuf);
        Assert.Equal((400, Protobuf, 3), (status, type, Status.Parser.ParseFrom(answer).Code));
        (status, answer, type) = await _sender.ExchangeAsync(HttpMethod.Post, Path, "{"u8.ToArray(), Json);
        Assert.Equal((400, Json, 3), (status, type, JsonDocument.Parse(answer).RootElement.GetProperty("code").GetInt32()));
        Assert.Equal(415, (await _sender.SendAsync(HttpMethod.Post, Path, [], "text/plain")).Status);
    }

    [Fact]
    public async Task What_can_never_be_kept_is_counted_in_the_answer_and_on_the_source_and_the_rest_is_kept()
    {
        var id = Id(3);
        var (bare, nameless, timeless, future) = (Span([], 2, "no trace"), Span(id, 0, "no id"), Span(id, 3, "no start"), Span(id, 4, "tomorrow"));
        timeless.StartTimeUnixNano = 0;
        future.StartTimeUnixNano = Now + (86_400UL * 1_000_000_000);
        var export = Export(Span(id, 1, "sound"), bare, nameless, timeless, future);
        var (status, body) = await _sender.SendAsync(HttpMethod.Post, Path, Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(Hexed(export))), Json);
        Assert.Equal(200, status);
        Assert.Contains("\"rejectedSpans\": \"4\"", body, StringComparison.Ordinal);
        Assert.Equal(["0 unheard-of sound "], await LinesAsync(Hex(id)));
        Assert.Contains(await _sender.KeptAsync("otlp", SampleKind.Error), error => error.Message == "A span without a valid trace id was not taken.");
    }

    [Fact]
    public async Task Pieces_of_a_trace_that_come_in_any_order_make_one_waterfall()
    {
        var id = Id(4);
        foreach (var (span, parent) in new[] { (3, 2), (4, 1), (1, 0), (2, 1) })
            Assert.Equal(200, (await _sender.SendAsync(HttpMethod.Post, Path, Export(Span(id, span, $"step {span}", parent)).ToByteArray(), Protobuf)).Status);
        Assert.Equal(["0 unheard-of step 1 ", "1 unheard-of step 2 ", "2 unheard-of step 3 ", "1 unheard-of step 4 "], await LinesAsync(Hex(id)));
    }

    [Theory]
    [InlineData(Taken.Full, StatusCode.ResourceExhausted)]
    [InlineData(Taken.Unavailable, StatusCode.Unavailable)]
    public void Over_grpc_a_sender_is_told_when_to_come_again(Taken taken, StatusCode code)
    {
        var refused = GrpcRefusal.Of(OtlpRefusal.NotStored(taken));
        Assert.Equal(code, refused.StatusCode);
        var details = Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal(5, Assert.Single(details.Details).Unpack<RetryInfo>().RetryDelay.Seconds);
        Assert.Null(GrpcRefusal.Of(OtlpRefusal.SwitchedOff).Trailers.Get("grpc-status-details-bin"));
    }

    private async Task<IEnumerable<string>> LinesAsync(string id)
    {
        var kept = await portal.Services.GetRequiredService<TraceQueries>().ReadAsync(id, Sender.Stopping);
        return kept!.Value.Spans.Lines.Select(line => $"{line.Depth} {line.Span.Service} {line.Span.Name} {line.Span.Message}");
    }

    private static byte[] Id(int trace) => Convert.FromHexString(trace.ToString("x32", CultureInfo.InvariantCulture));

    private static string Hex(byte[] id) => Convert.ToHexStringLower(id);

    private static Span Span(byte[] trace, int id, string name, int parent = 0) => new()
    {
        TraceId = ByteString.CopyFrom(trace),
        SpanId = SpanId(id),
        ParentSpanId = parent == 0 ? ByteString.Empty : SpanId(parent),
        Name = name,
        StartTimeUnixNano = Now + ((ulong)id * 1_000_000),
        EndTimeUnixNano = Now + 2_000_000_000,
    };

    private static ByteString SpanId(int id) => ByteString.CopyFrom(Convert.FromHexString(id.ToString("x16", CultureInfo.InvariantCulture)));

    private static ExportTraceServiceRequest Export(params Span[] spans) => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = new() { Attributes = { new KeyValue { Key = "service.name", Value = new() { StringValue = "unheard-of" } } } },
                ScopeSpans = { new ScopeSpans { Spans = { spans } } },
            },
        },
    };

    /// <summary>As OTLP writes ids in JSON: hex where Protobuf would write base64.</summary>
    private static ExportTraceServiceRequest Hexed(ExportTraceServiceRequest export)
    {
        foreach (var span in export.ResourceSpans.SelectMany(resource => resource.ScopeSpans).SelectMany(scope => scope.Spans))
        {
            span.TraceId = ByteString.FromBase64(Convert.ToHexStringLower(span.TraceId.Span));
            span.SpanId = ByteString.FromBase64(Convert.ToHexStringLower(span.SpanId.Span));
            span.ParentSpanId = ByteString.FromBase64(Convert.ToHexStringLower(span.ParentSpanId.Span));
        }

        return export;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
