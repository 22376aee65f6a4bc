using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Detect.Sources.Mapping;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Signals.Json;
using OpsPortal.Features.Detect.Sources.Book;
using OpsPortal.Live;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Contracts.Intake;

/// <summary>Whatever is sent to whichever intake: the contract's own answer, never a fault of the portal.</summary>
public sealed class BrokenPayloads(PortalHost portal) : IClassFixture<PortalHost>, IAsyncLifetime, IDisposable
{
    private static readonly (string Path, string Type, string Sound)[] Intakes =
    [
        ("/intake/alertmanager", "application/json", """{"version":"4","alerts":[{"status":"firing","labels":{"alertname":"A"},"annotations":{"a":"b"},"startsAt":"2026-03-01T12:00:00Z"}]}"""),
        ("/v2/enqueue", "application/json", $$$"""{"routing_key":"{{{DefaultSources.DemoRoutingKey}}}","event_action":"trigger","dedup_key":"d","payload":{"summary":"s","source":"s","severity":"info","custom_details":{"x":[1,2]} } }"""),
        ("/v2/change/enqueue", "application/json", $$$"""{"routing_key":"{{{DefaultSources.DemoRoutingKey}}}","payload":{"summary":"s"}}"""),
        ("/v2/alerts", "application/json", """{"message":"m","alias":"a","details":{"x":"y"},"priority":"P2"}"""),
        ("/intake/cloudevents", "application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"s","type":"t.firing","time":"2026-03-01T12:00:00Z","data":{"status":"open","labels":{"x":"y"}}}"""),
        ("/intake/cloudevents", "application/cloudevents-batch+json", """[{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"e30="}]"""),
        ("/intake/json/fuzz", "application/json", """{"title":"t","host":"h","status":"open","items":[{"a":1},{"a":null}]}"""),
        ("/v1/logs", "application/json", """{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","severityNumber":9,"body":{"stringValue":"b"},"traceId":"5b8efff798038103d269b633813fc60c"}]}]}]}"""),
        ("/v1/logs", "application/x-protobuf", "\n\u0010\u0012\u000e\u0012\u000c*\n\n\u0008messages"),
        ("/v1/traces", "application/json", """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","parentSpanId":"","name":"n","kind":2,"startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000","attributes":[{"key":"a","value":{"intValue":"1"}}],"events":[{"name":"exception","attributes":[]}],"status":{"code":2,"message":"m"}}]}]}]}"""),
        ("/v1/traces", "application/x-protobuf", "\n2\u00120\u0012.\n\u0010abcdefghijklmnop\u0012\bqrstuvwx*\u0001n0\u00029\u0001\u0002\u0003\u0004\u0005\u0006\u0007\bz\u0002\u0018\u0002"),
    ];

    private static readonly string[] Corpus =
    [
        "", " ", "null", "true", "0", "\"\"", "[]", "{}", "[{}]", "[null]", "{", "}", "[", "\"", "{\"a\"", "{\"a\":", "{\"a\":1,}", "{}{}", "nul", "\0", "{\"\\ud800\":\"\\udc00\"}", "\uFEFF{}",
        "{\"alerts\":[[[[]]]]}", "{\"payload\":[]}", "{\"routing_key\":{}}", "{\"data\":1e999}", "[1e400]", "{\"time\":\"0000-00-00T00:00:00Z\"}",
        "{\"version\":\"4\",\"alerts\":{}}", "{\"version\":4,\"alerts\":[]}", "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"a\":{\"b\":[]}},\"startsAt\":5}]}",
    ];

    private readonly Sender _sender = new(portal);

    public async ValueTask InitializeAsync()
    {
        await using var db = portal.Database();
        if (await db.Set<IntakeSource>().AnyAsync(source => source.Name == "fuzz", Sender.Stopping)) return;
        var source = Assert.IsType<Outcome<IntakeSource>.Done>(IntakeSource.Create("fuzz", SourceKind.Json, "", DateTimeOffset.UnixEpoch)).Value;
        source.Mapping = MappingText.Write(JsonMapping.Beginning);
        db.Add(source);
        await db.SaveChangesAsync(Sender.Stopping);
        portal.Services.GetRequiredService<ChangeFeed>().Publish(ChangeKind.Sources);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task The_sound_one_of_each_is_taken()
    {
        foreach (var (path, type, sound) in Intakes) Assert.InRange((await SendAsync(path, type, Encoding.UTF8.GetBytes(sound))).Status, 200, 204);
    }

    [Fact]
    public async Task The_corpus_is_answered_by_every_intake()
    {
        var deep = new string('[', 5000);
        foreach (var (path, type, _) in Intakes)
        {
            foreach (var broken in Corpus.Append(deep).Append($"{{\"a\":{deep}")) AssertAnswered(path, Encoding.UTF8.GetBytes(broken), await SendAsync(path, type, Encoding.UTF8.GetBytes(broken)));
        }
    }

    /// <summary>A sound payload with some bytes changed, taken out or put in.</summary>
    [Fact]
    public async Task Mutations_of_what_is_sound_are_answered_by_every_intake()
    {
        foreach (var (path, type, sound) in Intakes)
        {
            foreach (var mutation in Mutations(Encoding.UTF8.GetBytes(sound)).Generator.Sample(120)) AssertAnswered(path, mutation, await SendAsync(path, type, mutation));
        }
    }

    private Task<(int Status, string Body)> SendAsync(string path, string type, byte[] body) => _sender.SendAsync(HttpMethod.Post, path, body, type);

    private static void AssertAnswered(string path, byte[] body, (int Status, string Body) answer) =>
        Assert.True(answer.Status is (>= 200 and <= 204) or 400 or 413 or 415 or 422, $"{path} answered {answer.Status} to {Convert.ToBase64String(body[..Math.Min(body.Length, 600)])}: {answer.Body}");

    private static Arbitrary<byte[]> Mutations(byte[] sound)
    {
        var edit = from at in Gen.Choose(0, sound.Length - 1)
                   from with in Gen.OneOf(Gen.Choose(0, 255).Select(value => new[] { (byte)value }), Gen.Elements<byte[]>([], [.. "null"u8], [.. "{}"u8], [.. "-1e99"u8], [.. "\\u0000"u8], [0xC3, 0x28], [.. "\""u8], [.. "[[["u8]))
                   from length in Gen.Choose(0, 6)
                   select (at, with, length);
        return edit.ListOf().Where(edits => edits.Count is > 0 and < 6).Select(edits => edits.Aggregate(sound, (bytes, next) =>
        {
            var at = Math.Min(next.at, bytes.Length);
            return [.. bytes[..at], .. next.with, .. bytes[Math.Min(at + next.length, bytes.Length)..]];
        })).ToArbitrary();
    }
}
