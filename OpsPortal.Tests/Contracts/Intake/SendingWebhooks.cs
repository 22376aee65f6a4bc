using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Sources.Book;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Live;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Contracts.Intake;

public sealed class SendingWebhooks(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private const string Path = "/intake/alertmanager";
    private readonly Sender _sender = new(portal);

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task Alertmanagers_alert_fires_and_clears_one_event_under_the_fingerprint_alertmanager_gives()
    {
        Assert.Equal(200, (await _sender.PostAsync(Path, Message("firing", "DiskFull"))).Status);
        var firing = await _sender.EventAsync("alertmanager-webhook", "alertname", "DiskFull");
        Assert.Equal((Condition.Firing, "Disk is full", Priority.P1), (firing.Condition, firing.Title, firing.Priority));

        Assert.Equal(200, (await _sender.PostAsync(Path, Message("resolved", "DiskFull"))).Status);
        Assert.Equal(Condition.Cleared, (await _sender.EventAsync("alertmanager-webhook", "alertname", "DiskFull")).Condition);
    }

    [Fact]
    public async Task The_same_message_twice_counts_once_and_a_late_firing_does_not_bring_back_what_is_resolved()
    {
        for (var i = 0; i < 2; i++) await _sender.PostAsync(Path, Message("firing", "Twice"));
        Assert.Equal(1, (await _sender.EventAsync("alertmanager-webhook", "alertname", "Twice")).Count);
        await _sender.PostAsync(Path, Message("resolved", "Twice"));
        await _sender.PostAsync(Path, Message("firing", "Twice"));
        Assert.Equal(Condition.Cleared, (await _sender.EventAsync("alertmanager-webhook", "alertname", "Twice")).Condition);

        await _sender.PostAsync(Path, Message("firing", "Twice", startsAt: "2026-03-01T13:00:00.123456789+01:00"));

        // It ended months ago by its own clock, so this is a new event.
        Assert.Equal([Condition.Cleared, Condition.Firing], (await _sender.EventsAsync("alertmanager-webhook")).Where(e => e.Labels["alertname"] == "Twice").Select(e => e.Condition));
    }

    [Fact]
    public async Task What_is_described_anew_is_told_anew()
    {
        await _sender.PostAsync(Path, Message("firing", "Described"));
        await _sender.PostAsync(Path, Message("firing", "Described").Replace("Disk is full", "Disk is fuller", StringComparison.Ordinal));
        Assert.Equal("Disk is fuller", (await _sender.EventAsync("alertmanager-webhook", "alertname", "Described")).Title);
    }

    [Fact]
    public async Task Grafana_is_told_apart_and_its_links_and_values_are_kept()
    {
        const string body = """
            {"receiver":"x","status":"firing","orgId":1,"version":"1","title":"t","state":"alerting","message":"m","groupKey":"{}","truncatedAlerts":0,
             "alerts":[{"status":"firing","labels":{"alertname":"HighLatency"},"annotations":{"summary":"slow"},"startsAt":"2026-03-01T12:00:00Z","endsAt":"0001-01-01T00:00:00Z",
             "generatorURL":"http://grafana/a","fingerprint":"1","silenceURL":"http://grafana/s","dashboardURL":"http://grafana/d","panelURL":"http://grafana/p","imageURL":"http://grafana/i","values":{"B":22,"C":1}}]}
            """;
        var answer = await _sender.SendAsync(HttpMethod.Put, Path, Encoding.UTF8.GetBytes(body), "application/json");
        Assert.Equal(200, answer.Status);
        var e = await _sender.EventAsync("grafana", "alertname", "HighLatency");
        Assert.Equal(("http://grafana/s", "http://grafana/p", """{"B":22,"C":1}"""), (e.Annotations["silenceURL"], e.Annotations["panelURL"], e.Annotations["values"]));
    }

    [Theory]
    [InlineData("""{"text":"hello"}""")]
    [InlineData("""[]""")]
    [InlineData("""{"version":"3","alerts":[]}""")]
    [InlineData("""{"version":"4"}""")]
    public async Task A_custom_payload_is_refused_with_a_word_that_helps(string body)
    {
        var (status, said) = await _sender.PostAsync(Path, body);
        Assert.Equal(400, status);
        Assert.Contains("custom payload", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_alert_is_refused_and_its_neighbours_are_stored()
    {
        var body = Message("firing", "Whole").Replace("\"alerts\":[", "\"alerts\":[{\"status\":\"maybe\",\"labels\":{\"a\":\"b\"}},7,{\"status\":\"firing\",\"labels\":{}},", StringComparison.Ordinal);
        var (status, said) = await _sender.PostAsync(Path, body);
        Assert.Equal(400, status);
        Assert.Contains("alerts[1]: not an object", said, StringComparison.Ordinal);
        await _sender.EventAsync("alertmanager-webhook", "alertname", "Whole");
        var kept = (await _sender.KeptAsync("alertmanager-webhook", SampleKind.Error)).First(error => error.Reason == "partly");
        Assert.Contains("\"maybe\"", kept.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_secret_only_what_is_signed_with_it_is_believed()
    {
        await using (var db = portal.Database())
        {
            var grafana = await db.Set<IntakeSource>().SingleAsync(source => source.Name == "grafana", Sender.Stopping);
            grafana.SealedSecret = portal.Services.GetRequiredService<SourceSecrets>().Seal("s3cret");
            await db.SaveChangesAsync(Sender.Stopping);
        }

        portal.Services.GetRequiredService<ChangeFeed>().Publish(ChangeKind.Sources);
        try
        {
            var body = """{"version":"1","orgId":1,"alerts":[{"status":"firing","labels":{"alertname":"Signed"}}]}""";
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(body)));
            Assert.Equal(401, (await _sender.PostAsync(Path, body)).Status);
            Assert.Equal(401, (await _sender.PostAsync(Path, body + " ", headers: ("X-Grafana-Alerting-Signature", signature))).Status);
            Assert.Equal(401, (await _sender.PostAsync(Path, body, headers: ("X-Grafana-Alerting-Signature", "zz"))).Status);
            Assert.DoesNotContain(await _sender.EventsAsync("grafana"), e => e.Labels["alertname"] == "Signed");
            Assert.Equal(200, (await _sender.PostAsync(Path, body, headers: ("X-Grafana-Alerting-Signature", signature))).Status);
            await _sender.EventAsync("grafana", "alertname", "Signed");
        }
        finally
        {
            await using var db = portal.Database();
            await db.Set<IntakeSource>().Where(source => source.Name == "grafana").ExecuteUpdateAsync(set => set.SetProperty(source => source.SealedSecret, (string?)null), Sender.Stopping);
            portal.Services.GetRequiredService<ChangeFeed>().Publish(ChangeKind.Sources);
        }
    }

    [Fact]
    public async Task Without_a_key_nothing_is_taken() => Assert.Equal(401, (await _sender.PostAsync(Path, Message("firing", "Stranger"), key: null)).Status);

    private static string Message(string status, string alert, string startsAt = "2026-03-01T12:00:00.5Z") => $$"""
        {"version":"4","groupKey":"{}:{}","truncatedAlerts":0,"status":"{{status}}","receiver":"portal","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am",
         "alerts":[{"status":"{{status}}","labels":{"alertname":"{{alert}}","severity":"critical"},"annotations":{"summary":"Disk is full"},"startsAt":"{{startsAt}}",
         "endsAt":"{{(status == "firing" ? "0001-01-01T00:00:00Z" : "2026-03-01T12:10:00Z")}}","generatorURL":"http://prometheus/graph","fingerprint":"dd7bcf429c8ee5e6"}]}
        """;
}
