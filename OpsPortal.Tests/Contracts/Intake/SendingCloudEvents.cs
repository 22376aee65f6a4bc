using System.Text;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Contracts.Intake;

/// <summary>With the SDK that people use, in all three modes.</summary>
public sealed class SendingCloudEvents(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private const string Path = "/intake/cloudevents";
    private readonly Sender _sender = new(portal);
    private readonly JsonEventFormatter _json = new();

    public void Dispose() => _sender.Dispose();

    [Theory]
    [InlineData(ContentMode.Structured)]
    [InlineData(ContentMode.Binary)]
    public async Task The_SDKs_event_fires_and_another_ends_it(ContentMode mode)
    {
        var subject = $"disk-{mode}";
        Assert.Equal(204, await SendAsync(Event(subject, "1", "com.example.disk.firing", new { summary = "Größe überschritten", severity = "critical" }).ToHttpContent(mode, _json)));
        var raised = await _sender.EventAsync("cloudevents", "subject", subject);
        Assert.Equal((Condition.Firing, Priority.P1, "Größe überschritten", "com.example.disk"), (raised.Condition, raised.Priority, raised.Title, raised.Labels["type"]));
        Assert.Equal("extra värde", raised.Annotations["comexample"]);

        Assert.Equal(204, await SendAsync(Event(subject, "2", "com.example.disk.resolved", new { summary = "Over" }).ToHttpContent(mode, _json)));
        Assert.Equal(Condition.Cleared, (await _sender.EventAsync("cloudevents", "subject", subject)).Condition);
    }

    [Fact]
    public async Task The_SDKs_batch_is_taken_and_each_event_counts_once_by_source_and_id()
    {
        var batch = new[] { Event("b1", "b1", "t", new { status = "open" }), Event("b2", "b2", "t", new { state = "alerting" }), Event("b2", "b2", "t", new { state = "alerting" }) };
        for (var i = 0; i < 2; i++) Assert.Equal(204, await SendAsync(batch.ToHttpContent(_json)));
        foreach (var subject in (string[])["b1", "b2"]) Assert.Equal(1, (await _sender.EventAsync("cloudevents", "subject", subject)).Count);
        Assert.Equal(204, (await StructuredAsync("[]", "application/cloudevents-batch+json")).Status);
    }

    [Fact]
    public async Task What_says_neither_is_a_record()
    {
        Assert.Equal(204, await SendAsync(Event("r", "r1", "com.example.order.created", new { order = 17 }).ToHttpContent(ContentMode.Structured, _json)));
        var record = (await _sender.SignalsAsync("cloudevents")).First(signal => Sender.Of(signal.Labels, "type") == "com.example.order.created");
        Assert.Equal((SignalKind.Record, """{"order":17}"""), (record.Kind, record.Text));
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s"}""", "the attribute 'type' is missing")]
    [InlineData("""{"specversion":"0.3","id":"1","source":"s","type":"t"}""", "only 1.0 is")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","Bad_Name":"x"}""", "no name of an attribute")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","data":{},"data_base64":"e30="}""", "exclude each other")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"%"}""", "no base64")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","time":"yesterday"}""", "time is no instant")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"s","type":"t","odd":{}}""", "a string, a number or a boolean")]
    [InlineData("[]", "an event is an object")]
    [InlineData("{", "unexpected EOF")]
    public async Task What_is_no_event_is_a_problem_with_the_reason(string body, string why)
    {
        var (status, said) = await StructuredAsync(body, "application/cloudevents+json; charset=utf-8");
        Assert.Equal(400, status);
        Assert.Contains(why, System.Text.Json.JsonDocument.Parse(said).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_broken_event_of_a_batch_loses_no_other()
    {
        const string batch = """[{"specversion":"1.0","id":"w1","source":"s","type":"t.firing","subject":"whole"},{"id":"w2"},5]""";
        Assert.Equal(400, (await StructuredAsync(batch, "application/cloudevents-batch+json")).Status);
        await _sender.EventAsync("cloudevents", "subject", "whole");
    }

    [Fact]
    public async Task A_format_that_is_not_known_is_415_and_so_is_no_event_at_all()
    {
        Assert.Equal(415, (await StructuredAsync("x", "application/cloudevents+avro")).Status);
        Assert.Equal(415, (await StructuredAsync("{}", "application/json")).Status);
    }

    [Fact]
    public async Task The_token_may_stand_in_the_address_here_and_nowhere_else()
    {
        var body = """{"specversion":"1.0","id":"tok","source":"s","type":"t.firing","subject":"token"}"""u8.ToArray();
        Assert.Equal(204, (await _sender.SendAsync(HttpMethod.Post, $"{Path}?access_token={DemoPeople.IntakeKey}", body, "application/cloudevents+json", authorization: null)).Status);
        Assert.Equal(401, (await _sender.SendAsync(HttpMethod.Post, $"{Path}?access_token=ops_wrong", body, "application/cloudevents+json", authorization: null)).Status);
        Assert.Equal(401, (await _sender.SendAsync(HttpMethod.Post, $"/intake/alertmanager?access_token={DemoPeople.IntakeKey}", body, "application/json", authorization: null)).Status);
    }

    [Fact]
    public async Task The_handshake_allows_whoever_asks()
    {
        using var http = portal.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, Path) { Headers = { { "WebHook-Request-Origin", "events.example.com" } } };
        using var answer = await http.SendAsync(request, Sender.Stopping);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(("events.example.com", "*"), (answer.Headers.GetValues("WebHook-Allowed-Origin").Single(), answer.Headers.GetValues("WebHook-Allowed-Rate").Single()));
    }

    private async Task<int> SendAsync(HttpContent content)
    {
        var headers = content.Headers.Where(header => header.Key.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)).Select(header => (header.Key, header.Value.Single())).ToArray();
        return (await _sender.SendAsync(HttpMethod.Post, Path, await content.ReadAsByteArrayAsync(Sender.Stopping), content.Headers.ContentType?.ToString(), headers: headers)).Status;
    }

    private Task<(int Status, string Body)> StructuredAsync(string body, string type) => _sender.SendAsync(HttpMethod.Post, Path, Encoding.UTF8.GetBytes(body), type);

    private static CloudEvent Event(string subject, string id, string type, object data)
    {
        var made = new CloudEvent
        {
            Id = $"{subject}-{id}",
            Source = new("urn:test:disks"),
            Type = type,
            Subject = subject,
            Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            DataContentType = "application/json",
            Data = data,
        };
        made["comexample"] = "extra värde";
        return made;
    }
}
