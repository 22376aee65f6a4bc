using System.Net;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>Rules are kept, tried and asked for over HTTP, and the signal path obeys them at once.</summary>
public sealed class RulesOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Robots = """{"name":"Robots","reason":"They restart every night.","matchers":["alertname=\"Robot\""],"significant":false}""";

    [Fact]
    public async Task A_rule_is_in_force_the_moment_it_is_saved_and_every_signal_it_mutes_can_be_asked_why()
    {
        using var api = new Caller(portal);
        var added = await api.PostAsync("/api/v1/signals/rules", $$"""{"draft":{{Robots}}}""");
        Assert.Equal(HttpStatusCode.OK, added.Status);
        var id = added.Body.GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/api/v2/alerts", """[{"labels":{"alertname":"Robot","severity":"critical"}}]""")).Status);
        Assert.Empty((await api.GetAsync("/api/v1/events?q=robot")).Body.GetProperty("items").EnumerateArray());
        var kept = (await api.GetAsync("/api/v1/signals?q=robot")).Body.GetProperty("items")[0];
        Assert.Equal(("Robots", false), (kept.GetProperty("rule").GetString(), kept.GetProperty("significant").GetBoolean()));
        var why = (await api.GetAsync($"/api/v1/signals/{kept.GetProperty("id").GetString()}")).Body.GetProperty("rules")[0];
        Assert.Equal(("Decides", id), (why.GetProperty("says").GetString(), why.GetProperty("rule").GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync(HttpMethod.Delete, $"/api/v1/signals/rules/{id}")).Status);
        Assert.Contains("rule.removed", (await api.GetAsync($"/api/v1/audit?object=rule {id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_tried_on_the_past_and_saved_only_when_it_can_be()
    {
        using var api = new Caller(portal);
        await api.RaiseAsync("Trial", "warning");
        var tried = await api.PostAsync("/api/v1/signals/rules/try", """{"draft":{"name":"No trials","reason":"A test.","matchers":["alertname=\"Trial\""],"significant":false}}""");
        Assert.True(tried.Body.GetProperty("changed").GetInt32() >= 1, tried.Text);

        Assert.Equal("422 rule.bad-pattern", (await api.PostAsync("/api/v1/signals/rules", """{"draft":{"name":"Bad","reason":"A test.","text":"(a)\\1","isPattern":true}}""")).Problem);
        Assert.Equal("422 rule.bad-matchers", (await api.PostAsync("/api/v1/signals/rules", """{"draft":{"name":"Bad","reason":"A test.","matchers":["no matcher"]}}""")).Problem);
        Assert.Equal("422 rule.holds-for-everything", (await api.PostAsync("/api/v1/signals/rules", """{"draft":{"name":"All","reason":"A test."}}""")).Problem);
        Assert.Equal("404 not-found", (await api.SendAsync(HttpMethod.Delete, "/api/v1/signals/rules/00000000-0000-0000-0000-000000000001")).Problem);
    }

    [Fact]
    public async Task Two_people_at_once_and_those_without_the_right_are_told()
    {
        using var api = new Caller(portal);
        var id = (await api.PostAsync("/api/v1/signals/rules", """{"draft":{"name":"Mine","reason":"A test.","matchers":["alertname=\"Mine\""]}}""")).Body.GetProperty("id").GetString();
        var changed = """{"draft":{"name":"Mine too","reason":"A test.","matchers":["alertname=\"Mine\""]},"version":0}""";
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync(HttpMethod.Put, $"/api/v1/signals/rules/{id}", changed)).Status);
        Assert.Equal("412 rule.changed-meanwhile", (await api.SendAsync(HttpMethod.Put, $"/api/v1/signals/rules/{id}", changed)).Problem);
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        Assert.Equal("403 forbidden", (await intake.GetAsync("/api/v1/signals")).Problem);
        Assert.Equal("403 forbidden", (await intake.PostAsync("/api/v1/signals/rules", $$"""{"draft":{{Robots}}}""")).Problem);
    }
}
