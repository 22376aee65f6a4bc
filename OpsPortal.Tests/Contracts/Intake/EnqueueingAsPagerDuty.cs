using System.Text.Json;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Sources.Book;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Contracts.Intake;

public sealed class EnqueueingAsPagerDuty(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private const string Key = DefaultSources.DemoRoutingKey;
    private readonly Sender _sender = new(portal);

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task Trigger_acknowledge_and_resolve_are_the_life_of_one_event()
    {
        Assert.Equal((202, """{"status":"success","message":"Event processed","dedup_key":"disk/7"}"""), await PostAsync(Trigger("disk/7")));
        Assert.Equal((Condition.Firing, EventState.Prioritised, Priority.P2), Of(await EventAsync("disk/7")));

        // Other severity, same key: still the same thing.
        await PostAsync(Trigger("disk/7", "info"));
        Assert.Equal(2, (await EventAsync("disk/7")).Count);

        Assert.Equal(202, (await PostAsync($$"""{"routing_key":"{{Key}}","event_action":"acknowledge","dedup_key":"disk/7"}""")).Status);
        var acknowledged = await EventAsync("disk/7");
        Assert.Equal((EventState.Investigating, "pagerduty"), (acknowledged.State, acknowledged.AcknowledgedBy));
        await using (var db = portal.Database()) Assert.Contains(db.Audit, act => act.Act == "event.acknowledged" && act.Actor == "pagerduty" && act.Object == acknowledged.Number.ToString());

        Assert.Equal(202, (await PostAsync($$"""{"routing_key":"{{Key}}","event_action":"resolve","dedup_key":"disk/7"}""")).Status);
        Assert.Equal((Condition.Cleared, EventState.Resolved, Priority.P2), Of(await EventAsync("disk/7")));
    }

    [Fact]
    public async Task A_key_is_made_where_there_is_none_and_what_is_unknown_is_accepted_and_ignored()
    {
        var (status, body) = await PostAsync($$$"""{"routing_key":"{{{Key}}}","event_action":"trigger","payload":{"summary":"No key","source":"s","severity":"critical"}}""");
        Assert.Equal(202, status);
        var made = JsonDocument.Parse(body).RootElement.GetProperty("dedup_key").GetString()!;
        Assert.Equal(32, made.Length);
        await EventAsync(made);
        Assert.Equal(202, (await PostAsync($$"""{"routing_key":"{{Key}}","event_action":"resolve","dedup_key":"never seen"}""")).Status);
        Assert.Equal(202, (await PostAsync($$"""{"routing_key":"{{Key}}","event_action":"acknowledge","dedup_key":"never seen"}""")).Status);
    }

    [Fact]
    public async Task A_change_event_is_kept_as_a_record_and_raises_nothing()
    {
        var before = (await _sender.EventsAsync("pagerduty")).Count;
        Assert.Equal((202, """{"status":"success","message":"Change event processed"}"""), await _sender.PostAsync("/v2/change/enqueue",
            $$$"""{"routing_key":"{{{Key}}}","payload":{"summary":"Build 42 is live","source":"ci","timestamp":"2026-03-01T12:00:00Z","custom_details":{"build":"42"}},"links":[{"href":"http://ci/42"}]}""", key: null));
        Assert.Equal(before, (await _sender.EventsAsync("pagerduty")).Count);
        var record = (await _sender.SignalsAsync("pagerduty")).First(signal => signal.Kind == SignalKind.Record);
        Assert.Equal(("Build 42 is live", "42"), (record.Text, Sender.Of(record.Annotations, "build")));
    }

    [Theory]
    [InlineData("""{"routing_key":"short","event_action":"trigger","payload":{"summary":"s","source":"s","severity":"info"}}""", "Length of 'routing_key' is incorrect (should be 32 characters)")]
    [InlineData("""{"event_action":"trigger","payload":{"summary":"s","source":"s","severity":"info"}}""", "'routing_key' is missing or blank")]
    [InlineData("""{"routing_key":"KEY","payload":{"summary":"s","source":"s","severity":"info"}}""", "'event_action' is missing or blank")]
    [InlineData("""{"routing_key":"KEY","event_action":"resolve"}""", "'dedup_key' is missing or blank")]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger"}""", "'payload' is missing or blank")]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger","payload":{"source":"s","severity":"info"}}""", "'payload.summary' is missing or blank")]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger","payload":{"summary":"s","severity":"info"}}""", "'payload.source' is missing or blank")]
    [InlineData("""{"routing_key":"KEY","event_action":"trigger","payload":{"summary":"s","source":"s","severity":"bad"}}""", "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')")]
    [InlineData("""{"routing_key":"00000000000000000000000000000000","event_action":"resolve","dedup_key":"k"}""", "'routing_key' is not the key of any integration here")]
    public async Task What_is_wrong_is_listed(string body, string error)
    {
        var (status, said) = await PostAsync(body.Replace("KEY", Key, StringComparison.Ordinal));
        Assert.Equal((400, $$"""{"status":"invalid event","message":"Event object is invalid","errors":["{{error}}"]}"""), (status, said));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{}{}")]
    public async Task What_is_no_event_is_not_recognised(string body) =>
        Assert.Equal((400, """{"status":"Unrecognized object","message":"Event object format is unrecognized","errors":["JSON parse error"]}"""), await PostAsync(body));

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused() => Assert.Equal(413, (await PostAsync(new string(' ', 600_000))).Status);

    [Fact]
    public async Task The_payload_of_an_error_is_kept_without_the_routing_key()
    {
        await PostAsync(Trigger("x", "nonsense"));
        var kept = (await _sender.KeptAsync("pagerduty", SampleKind.Error)).First(error => error.Body.Contains("nonsense", StringComparison.Ordinal));
        Assert.DoesNotContain(Key, kept.Body, StringComparison.Ordinal);
        Assert.Contains("payload.severity", kept.Message, StringComparison.Ordinal);
    }

    private Task<(int Status, string Body)> PostAsync(string body) => _sender.PostAsync("/v2/enqueue", body, key: null);

    private Task<Event> EventAsync(string key) => _sender.EventAsync("pagerduty", "dedup_key", key);

    private static (Condition, EventState, Priority) Of(Event e) => (e.Condition, e.State, e.Priority);

    private static string Trigger(string key, string severity = "error") =>
        $$$"""{"routing_key":"{{{Key}}}","event_action":"trigger","dedup_key":"{{{key}}}","client":"c","payload":{"summary":"Disk {{{key}}}","source":"db-7","severity":"{{{severity}}}","component":"disk","custom_details":{"free":"1 %"} } }""";
}
