using System.Net;
using System.Text.Json;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Deliver.Http;

namespace OpsPortal.Tests.Features.Improve;

/// <summary>The register over HTTP: entered, worked, measured, listed page by page, reviewed.</summary>
public sealed class ImprovementsOverHttp : VisitedPortal
{
    private const string All = "/api/v1/improvements", One = "/api/v1/improvements/IMP-1";

    [Fact]
    public async Task One_is_entered_taken_on_measured_done_and_reopened()
    {
        using var pipeline = new Caller(Portal);
        var operations = await SignedInAsync("operator");
        var entered = await operations.PostAsync(All, new { title = "Answer calls sooner", expectedEffect = "Half the time", effort = "small", measureWhat = "Minutes to the first answer", measureUnit = "min", evidence = "/incidents/INC-7" });
        Assert.Equal(HttpStatusCode.Created, entered.Status);
        var (from, until) = (Clock.GetUtcNow().AddDays(-7), Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, (await operations.PostAsync($"{One}/measurements", new { value = 9, from, until })).Status);
        Assert.Equal("409 improvement.not-from-state", (await pipeline.PostAsync($"{One}/start", "{}")).Problem);
        Assert.Equal("409 improvement.not-a-person", (await pipeline.PostAsync($"{One}/taking-on", "{}")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await operations.PostAsync($"{One}/taking-on", new { })).Status);
        Assert.Equal(HttpStatusCode.OK, (await operations.PostAsync($"{One}/start", new { })).Status);
        Assert.Equal(HttpStatusCode.OK, (await operations.PostAsync($"{One}/completion", new { text = "Two more on the desk" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await operations.PostAsync($"{One}/measurements", new { value = 4, from, until })).Status);
        var read = Json((await operations.OpenAsync(One)).Html);
        Assert.Equal(("Done", true), (read.GetProperty("improvement").GetProperty("state").GetString(), read.GetProperty("improvement").GetProperty("measure").GetProperty("isBetter").GetBoolean()));
        Assert.Equal(HttpStatusCode.OK, (await operations.PostAsync($"{One}/reopening", new { text = "It is slow again" })).Status);
        Assert.Equal(["Entered", "Measured", "Moved", "Moved", "Moved", "Measured", "Moved"], (await pipeline.GetAsync($"{One}/timeline")).Each("kind"));
    }

    [Fact]
    public async Task Lists_go_page_by_page_and_are_narrowed_and_an_edit_says_which_version_it_saw()
    {
        using var caller = new Caller(Portal);
        for (var at = 1; at <= 3; at++) Assert.Equal(HttpStatusCode.Created, (await caller.PostAsync(All, $$"""{"title":"Improvement {{at}}","service":"checkout"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync($"{All}/IMP-3/dismissal", """{"text":"Not now"}""")).Status);
        Assert.Equal("422 improvement.invalid-missing", (await caller.PostAsync($"{All}/IMP-2/dismissal", "{}")).Problem);
        var page = await caller.GetAsync($"{All}?limit=1&state=proposed");
        Assert.Equal(["IMP-2"], page.Each("number"));
        Assert.Equal(["IMP-1"], (await caller.GetAsync($"{All}?limit=1&state=proposed&cursor={page["next"]}")).Each("number"));
        Assert.Equal(["IMP-3"], (await caller.GetAsync($"{All}?q=improvement 3&source=person")).Each("number"));
        Assert.Equal("412 improvement.changed-meanwhile", (await caller.SendAsync(HttpMethod.Put, One, """{"seen":9,"improvement":{"title":"Other"}}""")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync(HttpMethod.Put, One, """{"seen":1,"improvement":{"title":"Other"}}""")).Status);
        Assert.Equal("400 request.unknown-value", (await caller.GetAsync($"{All}?state=open")).Problem);
        Assert.Equal("400 request.unknown-value", (await caller.GetAsync($"{All}?cursor=x")).Problem);
        Assert.Equal("404 not-found", (await caller.GetAsync($"{All}/IMP-99")).Problem);
        Assert.Equal("422 improvement.invalid-link", (await caller.PostAsync(All, """{"title":"x","evidence":"javascript:alert(1)"}""")).Problem);
        Assert.Equal(2, (await caller.GetAsync($"{All}/agenda")).Body.GetProperty("toDecide").GetArrayLength());
    }

    [Fact]
    public async Task Who_may_only_look_changes_nothing_and_a_body_that_lacks_everything_breaks_nothing()
    {
        var (looking, operations) = (await SignedInAsync("desk"), await SignedInAsync("operator"));
        await operations.PostAsync(All, new { title = "x" });
        Assert.Equal(HttpStatusCode.OK, (await looking.OpenAsync(One)).Status);
        foreach (var path in new[] { "start", "completion", "dismissal", "reopening", "measurements", "comments" }) Assert.InRange((int)(await operations.PostAsync($"{One}/{path}", new { })).Status, 400, 499);
        Assert.InRange((int)(await operations.PostAsync(All, new { })).Status, 400, 499);
        Assert.Equal(HttpStatusCode.BadRequest, (await operations.CallAsync(HttpMethod.Put, One, new { seen = 1 })).Status);
        Assert.Equal(HttpStatusCode.OK, (await operations.PostAsync($"{All}/reviews", new { text = "Agreed" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await operations.OpenAsync($"{All}/noise/7")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await operations.PostAsync($"{All}/noise/recount", new { weeks = 4 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await operations.PostAsync($"{All}/advice/{Guid.Empty}/application", new { })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await operations.PostAsync($"{All}/noise/recount", new { weeks = 4000 })).Status);
    }

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
