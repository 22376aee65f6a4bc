using System.Text;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Contracts.Intake;

public sealed class AlertingAsOpsgenie(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private readonly Sender _sender = new(portal);

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task An_alert_is_raised_acknowledged_and_closed_by_its_alias()
    {
        var (status, body) = await PostAsync("/v2/alerts", """{"message":"Queue is full","alias":"queue","priority":"P1","details":{"depth":"9000"},"tags":["a","b"],"entity":"mq"}""");
        Assert.Equal(202, status);
        Assert.Matches("""^\{"result":"Request will be processed","took":[0-9.]+,"requestId":"[0-9a-f-]{36}"\}$""", body);
        var raised = await _sender.EventAsync("opsgenie", "alias", "queue");
        Assert.Equal(("Queue is full", Priority.P1, "9000"), (raised.Title, raised.Priority, raised.Annotations["depth"]));

        Assert.Equal(202, (await PostAsync("/v2/alerts/queue/acknowledge?identifierType=alias", "{}")).Status);
        Assert.Equal(EventState.Investigating, (await _sender.EventAsync("opsgenie", "alias", "queue")).State);
        Assert.Equal(202, (await PostAsync("/v2/alerts/queue/close?identifierType=alias", """{"source":"x"}""")).Status);
        Assert.Equal(Condition.Cleared, (await _sender.EventAsync("opsgenie", "alias", "queue")).Condition);
    }

    [Theory]
    [InlineData("/v2/alerts", "{", "not processable")]
    [InlineData("/v2/alerts", "[]", "not processable")]
    [InlineData("/v2/alerts", """{"alias":"x"}""", "Message can not be empty")]
    [InlineData("/v2/alerts", """{"message":"x","priority":"P9"}""", "Priority should be one of")]
    [InlineData("/v2/alerts/some-id/close", "{}", "identifierType=alias")]
    public async Task What_cannot_be_worked_is_refused_for_good(string path, string body, string why)
    {
        var (status, said) = await PostAsync(path, body);
        Assert.Equal(422, status);
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heartbeat_is_of_a_source_that_exists()
    {
        Assert.Equal(202, (await PostAsync("/v2/heartbeats/opsgenie/ping", "")).Status);
        Assert.Equal(404, (await PostAsync("/v2/heartbeats/nobody/ping", "")).Status);
    }

    [Fact]
    public async Task Only_a_known_key_opens() =>
        Assert.Equal(401, (await _sender.SendAsync(HttpMethod.Post, "/v2/alerts", "{}"u8.ToArray(), "application/json", "GenieKey wrong")).Status);

    private Task<(int Status, string Body)> PostAsync(string path, string body) =>
        _sender.SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), "application/json", $"GenieKey {DemoPeople.IntakeKey}");
}
