using System.Globalization;
using System.Net;
using System.Text.Json;
using OpsPortal.Features.People.Demo;
using OpsPortal.Peers;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>Maintenance windows over HTTP: planned, looked at, begun, extended, ended.</summary>
public sealed class MaintenanceOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_window_is_planned_begun_holds_what_comes_and_lets_it_up_when_it_ends()
    {
        using var api = new Caller(portal);
        var added = await api.PostAsync("/api/v1/maintenance-windows", Body("HeldOverHttp"));
        Assert.Equal(HttpStatusCode.OK, added.Status);
        var number = added.Body.GetProperty("window").GetProperty("number").GetString();
        Assert.Equal("Planned", added.Body.GetProperty("window").GetProperty("state").GetString());
        Assert.Contains("Once, on", added["when"], StringComparison.Ordinal);

        var started = await api.PostAsync($"/api/v1/maintenance-windows/{number}/start");
        Assert.Equal("Active", started.Body.GetProperty("window").GetProperty("state").GetString());
        await api.PostAsync("/api/v2/alerts", """[{"labels":{"alertname":"HeldOverHttp","severity":"critical"}}]""");
        var held = (await api.GetAsync("/api/v1/events?q=heldoverhttp&state=suppressed")).Body.GetProperty("items")[0].GetProperty("number").GetString();
        Assert.Equal(number, (await api.GetAsync($"/api/v1/events/{held}"))["suppressedByWindow"]);

        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync($"/api/v1/maintenance-windows/{number}/extension", $$"""{"until":"{{In(9)}}"}""")).Status);
        var ended = await api.PostAsync($"/api/v1/maintenance-windows/{number}/end");
        Assert.Equal(("Ended", held), (ended.Body.GetProperty("window").GetProperty("state").GetString(), ended.Body.GetProperty("held")[0].GetString()));
        await Waiting.UntilAsync(async () => (await api.GetAsync("/api/v1/events?q=heldoverhttp&state=active")).Body.GetProperty("items").GetArrayLength() == 1, () => "the event does not come up");
        Assert.Equal("409 window.not-running", (await api.PostAsync($"/api/v1/maintenance-windows/{number}/end")).Problem);
        Assert.Contains("window.ended", (await api.GetAsync($"/api/v1/audit?object={number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_read_page_by_page_and_narrowed()
    {
        using var api = new Caller(portal);
        for (var at = 0; at < 3; at++) Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v1/maintenance-windows", Body($"Listed{at}"))).Status);
        var first = await api.GetAsync("/api/v1/maintenance-windows?q=listed&limit=2");
        var second = await api.GetAsync($"/api/v1/maintenance-windows?q=listed&limit=2&cursor={first["next"]}");
        Assert.Equal(3, first.Each("number").Concat(second.Each("number")).Distinct().Count());
        Assert.Equal("400 request.unknown-value", (await api.GetAsync("/api/v1/maintenance-windows?cursor=made-up")).Problem);
        Assert.Equal("400 request.unknown-value", (await api.GetAsync("/api/v1/maintenance-windows?state=Sleeping")).Problem);
        Assert.Equal("404 not-found", (await api.GetAsync("/api/v1/maintenance-windows/MW-999999")).Problem);
    }

    [Fact]
    public async Task One_time_of_many_is_moved_and_put_back_and_the_others_stay()
    {
        using var api = new Caller(portal);
        var added = await api.PostAsync("/api/v1/maintenance-windows", Body("MovedOverHttp", rule: "FREQ=DAILY;COUNT=3"));
        var (path, next) = ($"/api/v1/maintenance-windows/{added.Body.GetProperty("window").GetProperty("number").GetString()}", added.Body.GetProperty("next"));
        var times = $"{path}/times/{next[1].GetProperty("date").GetString()}";
        var moved = await api.SendAsync(HttpMethod.Put, times, $$"""{"start":"{{In(200)}}","end":"{{In(203)}}"}""");
        Assert.Equal(HttpStatusCode.OK, moved.Status);
        var after = moved.Body.GetProperty("next");
        Assert.Equal((next[0].ToString(), next[2].ToString()), (after[0].ToString(), after[1].ToString()));
        Assert.Equal((next[1].GetProperty("start").GetString(), next[1].GetProperty("date").GetString()), (after[2].GetProperty("movedFrom").GetString(), after[2].GetProperty("date").GetString()));
        Assert.Equal("409 window.same-time", (await api.SendAsync(HttpMethod.Delete, $"{path}/times/{next[0].GetProperty("date").GetString()}")).Problem);
        Assert.Equal("422 schedule.no-such-time", (await api.SendAsync(HttpMethod.Put, $"{path}/times/2020-01-01", $$"""{"start":"{{In(200)}}","end":"{{In(203)}}"}""")).Problem);
        Assert.Equal("422 schedule.ends-before-start", (await api.SendAsync(HttpMethod.Put, times, $$"""{"start":"{{In(200)}}","end":"{{In(199)}}"}""")).Problem);
        Assert.Equal("412 window.changed-meanwhile", (await api.SendAsync(HttpMethod.Delete, $"{times}?version=1")).Problem);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.SendAsync(HttpMethod.Put, $"{path}/times/someday", $$"""{"start":"{{In(200)}}","end":"{{In(203)}}"}""")).Status);
        Assert.Equal(next.ToString(), (await api.SendAsync(HttpMethod.Delete, times)).Body.GetProperty("next").ToString());
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.SendAsync(HttpMethod.Delete, times)).Status);
    }

    [Fact]
    public async Task What_cannot_be_is_said_in_the_refusal()
    {
        using var api = new Caller(portal);
        Assert.Equal("422 schedule.unknown-zone", (await api.PostAsync("/api/v1/maintenance-windows", Body("x", zone: "Mars/Olympus"))).Problem);
        Assert.Equal("422 schedule.no-end", (await api.PostAsync("/api/v1/maintenance-windows", Body("x", rule: "FREQ=DAILY"))).Problem);
        Assert.Equal("422 schedule.too-often", (await api.PostAsync("/api/v1/maintenance-windows", Body("x", rule: "FREQ=MINUTELY;COUNT=9"))).Problem);
        Assert.Equal("422 window.text-missing", (await api.PostAsync("/api/v1/maintenance-windows", Body(""))).Problem);
        var preview = await api.PostAsync("/api/v1/maintenance-windows/preview", JsonSerializer.Serialize(Plan("x", "Europe/Berlin", "FREQ=WEEKLY;COUNT=3")));
        Assert.Equal((HttpStatusCode.OK, 3), (preview.Status, preview.Body.GetProperty("next").GetArrayLength()));
    }

    [Fact]
    public async Task A_machine_approves_nothing_and_a_key_without_the_right_does_nothing()
    {
        using var api = new Caller(portal);
        var critical = (await api.GetAsync("/api/v1/services?limit=500")).Body.GetProperty("items").EnumerateArray().First(item => item.GetProperty("criticality").GetString()!.Equals("critical", StringComparison.OrdinalIgnoreCase)).GetProperty("key").GetString();
        var added = await api.PostAsync("/api/v1/maintenance-windows", Body("Grave", service: critical));
        Assert.Equal(("AwaitingApproval", critical), (added.Body.GetProperty("window").GetProperty("state").GetString(), added["needsApprovalFor"]));
        Assert.Equal("409 window.needs-a-person", (await api.PostAsync($"/api/v1/maintenance-windows/{added.Body.GetProperty("window").GetProperty("number").GetString()}/approval")).Problem);
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.PostAsync("/api/v1/maintenance-windows", Body("x"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.GetAsync("/api/v1/maintenance-windows")).Status);
    }

    [Fact]
    public async Task Freezes_are_set_listed_and_lifted_and_a_made_up_feed_is_not_found()
    {
        using var api = new Caller(portal);
        var set = await api.PostAsync("/api/v1/freezes", $$"""{"name":"Year end","reason":"Closing the books","startsAt":"{{In(24)}}","endsAt":"{{In(48)}}"}""");
        Assert.Equal((HttpStatusCode.OK, "Planned"), (set.Status, set["state"]));
        Assert.Equal("Lifted", (await api.PostAsync($"/api/v1/freezes/{set["id"]}/lift"))["state"]);
        Assert.Contains("Year end", (await api.GetAsync("/api/v1/freezes")).Text, StringComparison.Ordinal);
        using var nobody = new Caller(portal, key: null);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync($"/calendar/{new string('a', 64)}.ics")).Status);
    }

    private static string In(int hours) => TimeProvider.System.GetUtcNow().AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static object Plan(string alert, string zone = "UTC", string rule = "", string? service = null) => new
    {
        title = alert,
        reason = "A test.",
        localStart = TimeProvider.System.GetUtcNow().AddHours(2).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        zone,
        durationMinutes = 60,
        rule,
        services = service is null ? [] : (string[])[service],
        matchers = service is null ? [$"alertname=\"{alert}\""] : (string[])[],
        effect = "Suppress",
    };

    private static string Body(string alert, string zone = "UTC", string rule = "", string? service = null) => JsonSerializer.Serialize(new { plan = Plan(alert, zone, rule, service) });
}
