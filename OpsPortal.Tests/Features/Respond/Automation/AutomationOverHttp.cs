using System.Diagnostics;
using System.Net;
using System.Text.Json;
using OpsPortal.Features.People.Demo;
using OpsPortal.Peers;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>The whole portal: a trigger set up over HTTP acts on an alert that comes in, within seconds, and tells what it did.</summary>
public sealed class AutomationOverHttp : IAsyncLifetime
{
    private readonly PortalHost _portal = new(null, new Dictionary<string, string?> { ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8" });
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_alert_is_acted_on_within_seconds_and_the_run_tells_what_was_sent_and_what_came_back()
    {
        using var api = new Caller(_portal);
        var added = await api.PostAsync("/api/v1/automation/triggers", Body("Restart", "alertname=\"DiskFull\""));
        Assert.True(added.Status == HttpStatusCode.OK, added.Text);
        var (secret, number) = (added["secret"], added.Body.GetProperty("trigger").GetProperty("number").GetString());
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await api.GetAsync($"/api/v1/automation/triggers/{number}")).Text, StringComparison.Ordinal);

        // The first act of a portal pays for what every later one finds ready.
        await ActedAsync(api, "DiskFull");
        var began = Stopwatch.GetTimestamp();
        await ActedAsync(api, "DiskFull", "db-8");
        var took = Stopwatch.GetElapsedTime(began);
        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"From the alert to the webhook: {took.TotalMilliseconds:0} ms");
        Assert.All(_receiver.Requests, request => Assert.True(request.IsSignedWith(secret, TimeProvider.System.GetUtcNow())));

        await Waiting.UntilAsync(async () => (await api.GetAsync($"/api/v1/automation/runs?trigger={number}&state=Succeeded")).Body.GetProperty("items").GetArrayLength() == 2, () => "the runs are not told");
        var run = (await api.GetAsync("/api/v1/automation/runs/RUN-1")).Body;
        Assert.Equal(("thank you", 1), (run.GetProperty("output").GetString(), run.GetProperty("delivery").GetArrayLength()));
        Assert.Contains("DiskFull", run.GetProperty("input").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_says_why_and_those_without_the_right_are_told()
    {
        using var api = new Caller(_portal);
        Assert.Equal("422 automation.invalid-holds-for-everything", (await api.PostAsync("/api/v1/automation/triggers", Body("All"))).Problem);
        Assert.Equal("422 automation.invalid-matchers", (await api.PostAsync("/api/v1/automation/triggers", Body("Bad", "no matcher"))).Problem);
        Assert.Equal("409 automation.scripts-off", (await api.PostAsync("/api/v1/automation/triggers", """{"draft":{"name":"S","reason":"A test.","service":"a","action":{"kind":"Script","script":"a.sh"}}}""")).Problem);
        Assert.Equal("404 not-found", (await api.GetAsync("/api/v1/automation/triggers/TRG-99")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/automation/triggers", Body("Mine", "alertname=\"Mine\""))).Status);
        var changed = Body("Mine", "alertname=\"Mine\"").Replace("\"draft\"", "\"version\":99,\"draft\"", StringComparison.Ordinal);
        Assert.Equal("412 automation.changed-meanwhile", (await api.SendAsync(HttpMethod.Put, "/api/v1/automation/triggers/TRG-1", changed)).Problem);
        Assert.Equal("409 automation.not-a-person", (await api.PostAsync("/api/v1/automation/triggers/TRG-1/restart")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/automation/triggers/TRG-1/stop")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync(HttpMethod.Delete, "/api/v1/automation/triggers/TRG-1")).Status);
        using var intake = new Caller(_portal, DemoPeople.IntakeKey);
        Assert.Equal("403 forbidden", (await intake.GetAsync("/api/v1/automation/triggers")).Problem);
        Assert.Equal("403 forbidden", (await intake.PostAsync("/api/v1/automation/triggers", Body("Mine", "a=\"b\""))).Problem);
    }

    private async Task ActedAsync(Caller api, string alert, string host = "db-7")
    {
        var before = _receiver.Requests.Count;
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v2/alerts", $$$"""[{"labels":{"alertname":"{{{alert}}}","severity":"critical","host":"{{{host}}}"}}]""")).Status);
        await Waiting.UntilAsync(() => _receiver.Requests.Count > before, () => "nothing was sent");
    }

    private string Body(string name, params string[] matchers) =>
        $$$"""{"draft":{"name":"{{{name}}}","reason":"A test.","mode":"Live","coolDownMinutes":0,"matchers":{{{JsonSerializer.Serialize(matchers)}}},"action":{"url":"{{{_receiver.Url}}}"} } }""";
}
