using System.Globalization;
using System.Net;
using System.Text.Json;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Deliver.Http;
using OpsPortal.Tests.Features.People;

namespace OpsPortal.Tests.Features.Deliver.Releases;

/// <summary>Applications ask who has a feature, as the OpenFeature Remote Evaluation Protocol says.</summary>
public sealed class AskingForFeatures : VisitedPortal
{
    private const string Flags = "/ofrep/v1/evaluate/flags", Ada = """{"context":{"targetingKey":"ada"}}""";

    [Fact]
    public async Task One_switch_is_answered_with_value_reason_variant_and_its_release()
    {
        using var app = new Caller(Portal);
        await ReleasedAsync(app);
        await SetAsync(new { isOn = true, percent = 100, groups = Array.Empty<string>(), reason = "All" });
        var all = (await app.PostAsync($"{Flags}/new-cards", Ada)).Body;
        Assert.Equal(("new-cards", true, "STATIC", "on", "REL-1"), (all.GetProperty("key").GetString(), all.GetProperty("value").GetBoolean(), all.GetProperty("reason").GetString(), all.GetProperty("variant").GetString(), all.GetProperty("metadata").GetProperty("release").GetString()));
        await SetAsync(new { percent = 15.2, groups = new[] { "staff" }, reason = "Fewer" });
        Assert.Equal(("SPLIT", "False"), await AskAsync(app, "ada"));
        Assert.Equal(("TARGETING_MATCH", "True"), await AskAsync(app, "ada", "Staff"));
        await SetAsync(new { percent = 15.21, reason = "Ada too: she stands at 1520" });
        Assert.Equal(("SPLIT", "True"), await AskAsync(app, "ada"));
        Assert.Equal(("SPLIT", "False"), await AskAsync(app, "bob"));
        await SetAsync(new { isOn = false, reason = "It does harm" });
        Assert.Equal(("DISABLED", "False"), await AskAsync(app, "ada", "staff"));
    }

    [Fact]
    public async Task What_cannot_be_answered_has_the_code_of_the_protocol()
    {
        using var app = new Caller(Portal);
        await ReleasedAsync(app);
        await SetAsync(new { isOn = true, percent = 50, reason = "Half" });
        var unknown = await app.PostAsync($"{Flags}/no-such", Ada);
        Assert.Equal((HttpStatusCode.NotFound, "FLAG_NOT_FOUND", "no-such"), (unknown.Status, unknown["errorCode"], unknown["key"]));
        var nobody = await app.PostAsync($"{Flags}/new-cards", """{"context":{}}""");
        Assert.Equal((HttpStatusCode.BadRequest, "TARGETING_KEY_MISSING", "new-cards"), (nobody.Status, nobody["errorCode"], nobody["key"]));
        var broken = await app.PostAsync($"{Flags}/new-cards", "{");
        Assert.Equal((HttpStatusCode.BadRequest, "PARSE_ERROR"), (broken.Status, broken["errorCode"]));
        Assert.Equal("PARSE_ERROR", (await app.PostAsync(Flags, "[]"))["errorCode"]);
        Assert.Equal("PARSE_ERROR", (await app.PostAsync(Flags, $"{{\"context\":{{\"x\":\"{new string('x', 70_000)}\"}}}}"))["errorCode"]);
        var bulk = (await app.PostAsync(Flags, "{}")).Body.GetProperty("flags")[0];
        Assert.Equal(("new-cards", "TARGETING_KEY_MISSING"), (bulk.GetProperty("key").GetString(), bulk.GetProperty("errorCode").GetString()));
    }

    [Fact]
    public async Task All_at_once_come_with_a_tag_that_changes_with_the_answer_alone()
    {
        using var app = new Caller(Portal);
        await ReleasedAsync(app);
        var first = await app.PostAsync(Flags, Ada);
        Assert.Equal((HttpStatusCode.OK, "new-cards"), (first.Status, first.Body.GetProperty("flags")[0].GetProperty("key").GetString()));
        var again = await app.PostAsync(Flags, Ada, ("If-None-Match", $"\"other\", W/{first.ETag}"));
        Assert.Equal((HttpStatusCode.NotModified, "", first.ETag), (again.Status, again.Text, again.ETag));
        await SetAsync(new { isOn = false, reason = "Off" });
        var changed = await app.PostAsync(Flags, Ada, ("If-None-Match", first.ETag!));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(first.ETag, changed.ETag);
        Assert.False(changed.Body.GetProperty("flags")[0].GetProperty("value").GetBoolean());
    }

    [Fact]
    public async Task Only_a_key_that_may_ask_is_answered()
    {
        using Caller stranger = new(Portal, key: null), intake = new(Portal, DemoPeople.IntakeKey);
        foreach (var path in new[] { Flags, $"{Flags}/new-cards" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(path, Ada)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await intake.PostAsync(path, Ada)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(path, Ada, ("X-API-Key", "ops_wrong"))).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await stranger.PostAsync(Flags, Ada, ("X-API-Key", DemoPeople.EveryScopeKey))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/api/v1/releases/REL-1/go", Ada, ("X-API-Key", DemoPeople.EveryScopeKey))).Status);
    }

    private static async Task<(string Reason, string Value)> AskAsync(Caller app, string key, params string[] groups)
    {
        var answer = await app.PostAsync($"{Flags}/new-cards", JsonSerializer.Serialize(new { context = new { targetingKey = key, groups } }));
        return (answer["reason"], answer["value"]);
    }

    /// <summary>Planned by the developer, deployed by a pipeline, let go by one approver and released by the other.</summary>
    private async Task ReleasedAsync(Caller pipeline)
    {
        var developer = await SignedInAsync("developer");
        Assert.Equal(HttpStatusCode.Created, (await developer.PostAsync("/api/v1/releases", ReleasesOverHttp.Body(Clock.GetUtcNow()))).Status);
        Assert.Equal(HttpStatusCode.OK, (await pipeline.PostAsync("/api/v1/deployments", ReleasesOverHttp.Deployed(Clock.GetUtcNow()))).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await SignedInAsync("approver")).PostAsync("/api/v1/releases/REL-1/go", new { text = "Looks right" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await SignedInAsync("approver2")).PostAsync("/api/v1/releases/REL-1/publication", new { })).Status);
    }

    private async Task SetAsync(object rule)
    {
        var answer = await (await SignedInAsync("approver")).CallAsync(HttpMethod.Put, "/api/v1/feature-switches/new-cards", rule);
        Assert.True(answer.Status == HttpStatusCode.OK, string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.Html}"));
    }
}
