using System.Globalization;
using System.Net;
using System.Text;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>Planning and readiness as a program sees them, on the demo organisation.</summary>
public sealed class PlanningOverHttp(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private const string Secret = "whsec_b3BzcG9ydGFsLWRlbW8tc2VjcmV0";

    private readonly Caller _api = new(portal);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Room_is_found_outside_the_peak_hours_with_the_reasons()
    {
        var slot = await _api.GetAsync("/api/v1/planning/next-slot?service=checkout&environment=production&minutes=60&zone=Europe/Berlin&explain=true");
        Assert.Equal(HttpStatusCode.OK, slot.Status);
        Assert.NotEmpty(slot["start"]);
        Assert.Equal("422 slot.invalid-length", (await _api.GetAsync("/api/v1/planning/next-slot?service=checkout&minutes=0")).Problem);
        Assert.Equal("422 slot.invalid-services", (await _api.GetAsync("/api/v1/planning/next-slot?minutes=60")).Problem);
        Assert.Equal("422 slot.invalid-zone", (await _api.GetAsync("/api/v1/planning/next-slot?service=checkout&minutes=60&zone=UTC%2B2")).Problem);
        Assert.Equal("400 request.unknown-value", (await _api.GetAsync("/api/v1/planning/next-slot?service=checkout&minutes=soon")).Problem);
        Assert.Equal("422 service.invalid-unknown-service", (await _api.GetAsync("/api/v1/planning/next-slot?service=nowhere&minutes=60")).Problem);
    }

    [Fact]
    public async Task Clashes_are_told_in_plain_sentences()
    {
        var clashes = await _api.PostAsync("/api/v1/planning/clashes", """{"services":["checkout"],"environment":"production","start":"2027-01-10T18:00:00Z","end":"2027-01-10T19:00:00Z"}""");
        Assert.Contains("It is inside the peak hours of checkout", clashes.Text, StringComparison.Ordinal);
        Assert.Contains("\"peak\"", clashes.Text, StringComparison.Ordinal);
        Assert.Equal("422 schedule.ends-before-start", (await _api.PostAsync("/api/v1/planning/clashes", """{"services":["checkout"],"start":"2027-01-10T18:00:00Z","end":"2027-01-10T18:00:00Z"}""")).Problem);
    }

    [Fact]
    public async Task Who_is_hit_is_told_with_owners_and_users()
    {
        var radius = await _api.GetAsync("/api/v1/planning/blast-radius?service=order-database");
        var nearest = radius.Body.GetProperty("dependants")[0];
        Assert.Equal((1, "order-database"), (nearest.GetProperty("steps").GetInt32(), nearest.GetProperty("through").GetString()));
        Assert.NotEmpty(nearest.GetProperty("owner").GetString()!);
        Assert.Equal("400 request.unknown-value", (await _api.GetAsync("/api/v1/planning/work?from=2027-01-02&to=2027-01-01")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await _api.GetAsync("/api/v1/planning/work?from=2027-01-01&to=2027-01-02")).Status);
    }

    [Fact]
    public async Task A_criterion_is_set_changed_and_taken_away()
    {
        var made = await _api.PostAsync("/api/v1/readiness-criteria", """{"name":"Baseline","kind":"SignedReport","report":"security-baseline","tiers":["Production"],"binding":false}""");
        Assert.Equal((HttpStatusCode.OK, "SignedReport", "1"), (made.Status, made["kind"], made["version"]));
        var path = $"/api/v1/readiness-criteria/{made["id"]}";
        Assert.Equal("Better", (await _api.SendAsync(HttpMethod.Put, path, """{"name":"Better","kind":"ByPerson","version":1}"""))["name"]);
        Assert.Equal("412 readiness.changed-meanwhile", (await _api.SendAsync(HttpMethod.Put, path, """{"name":"Worse","kind":"ByPerson","version":1}""")).Problem);
        Assert.Equal("422 readiness.invalid-name", (await _api.PostAsync("/api/v1/readiness-criteria", """{"name":"","kind":"ByPerson"}""")).Problem);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal("404 not-found", (await _api.SendAsync(HttpMethod.Delete, path)).Problem);
    }

    [Fact]
    public async Task A_report_is_taken_once_and_only_with_key_and_signature()
    {
        var body = $$"""{"check":"security-baseline","service":"checkout","environment":"production","passed":true,"expiresAt":"{{TimeProvider.System.GetUtcNow().AddDays(1):O}}"}""";
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (string, string)[] seal = [("webhook-id", "run-1"), ("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture)), ("webhook-signature", StandardWebhooks.Sign(Secret, "run-1", now, Encoding.UTF8.GetBytes(body)))];
        Assert.Equal("401 readiness.bad-signature", (await _api.PostAsync("/api/v1/readiness-reports", body)).Problem);
        Assert.Equal("401 readiness.bad-signature", (await _api.PostAsync("/api/v1/readiness-reports", body + " ", seal)).Problem);
        using (var stranger = new Caller(portal, key: null)) Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/api/v1/readiness-reports", body, seal)).Status);
        var taken = await _api.PostAsync("/api/v1/readiness-reports", body, seal);
        Assert.Equal((HttpStatusCode.Created, "run-1"), (taken.Status, taken["id"]));
        Assert.Equal("409 readiness.replayed", (await _api.PostAsync("/api/v1/readiness-reports", body, seal)).Problem);
    }

    [Fact]
    public async Task Peak_hours_are_put_with_a_service_and_wrong_ones_refused()
    {
        var made = await _api.SendAsync(HttpMethod.Put, "/api/v1/services/peak-probe", """{"name":"Probe","peakHours":["Mon-Fri 08:00-18:00 Europe/Berlin"]}""");
        Assert.Equal("Mon-Fri 08:00-18:00 Europe/Berlin", made.Body.GetProperty("peakHours")[0].GetString());
        Assert.Equal("422 service.invalid-peak-hours", (await _api.SendAsync(HttpMethod.Put, "/api/v1/services/peak-probe", """{"name":"Probe","peakHours":["whenever"]}""")).Problem);
    }
}
