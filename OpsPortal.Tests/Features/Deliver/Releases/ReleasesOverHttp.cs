using System.Net;
using System.Text.Json;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Deliver.Http;
using OpsPortal.Tests.Features.People;

namespace OpsPortal.Tests.Features.Deliver.Releases;

/// <summary>A release over HTTP: planned, decided on by two, given out, taken back.</summary>
public sealed class ReleasesOverHttp : VisitedPortal
{
    private const string Releases = "/api/v1/releases", One = "/api/v1/releases/REL-1", Switch = "/api/v1/feature-switches/new-cards";

    /// <summary>A release that goes out now.</summary>
    internal static object Body(DateTimeOffset date, string title = "Cards of a new kind") => new
    {
        title,
        environment = "production",
        audience = "Customers in the EU",
        date,
        notes = "You can pay with **new cards**.",
        @switch = "new-cards",
        contents = new[] { new { service = "checkout", component = "checkout-api", version = "2.1.0" } },
    };

    /// <summary>A pipeline says that the contents went out.</summary>
    internal static string Deployed(DateTimeOffset at) => JsonSerializer.Serialize(new { component = "checkout/checkout-api", version = "2.1.0", environment = "production", status = "succeeded", occurredAt = at, idempotencyKey = "run-7" });

    [Fact]
    public async Task From_the_plan_to_its_audience_and_back()
    {
        using var pipeline = new Caller(Portal);
        var (developer, approver, second) = (await SignedInAsync("developer"), await SignedInAsync("approver"), await SignedInAsync("approver2"));
        Assert.Equal(HttpStatusCode.Created, (await developer.PostAsync(Releases, Body(Clock.GetUtcNow()))).Status);
        var owner = Json((await developer.OpenAsync("/api/v1/releases/REL-1")).Html).GetProperty("release");
        Assert.Equal(("planned", "notdeployed"), (owner.GetProperty("state").GetString()!.ToLowerInvariant(), owner.GetProperty("availability").GetString()!.ToLowerInvariant()));
        Assert.Contains("release.not-deployed", (await approver.PostAsync($"{One}/go", new { text = "Looks right" })).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await pipeline.PostAsync("/api/v1/deployments", Deployed(Clock.GetUtcNow()))).Status);
        Assert.Equal("DeployedNotReleased", Json((await developer.OpenAsync(One)).Html).GetProperty("contents")[0].GetProperty("availability").GetString(), ignoreCase: true);
        Assert.Equal(HttpStatusCode.Forbidden, (await developer.PostAsync($"{One}/go", new { text = "Looks right" })).Status);
        Assert.Equal("409 release.not-a-person", (await pipeline.PostAsync($"{One}/go", """{"text":"Looks right"}""")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await approver.PostAsync($"{One}/go", new { text = "Looks right" })).Status);
        Assert.Contains("release.same-person", (await approver.PostAsync($"{One}/publication", new { })).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await second.PostAsync($"{One}/publication", new { })).Status);
        var feature = Json((await developer.OpenAsync(Switch)).Html);
        Assert.Equal((true, 100m, "REL-1"), (feature.GetProperty("isOn").GetBoolean(), feature.GetProperty("percent").GetDecimal(), feature.GetProperty("release").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await second.PostAsync($"{One}/withdrawal", new { text = "Cards are refused" })).Status);
        Assert.False(Json((await developer.OpenAsync(Switch)).Html).GetProperty("isOn").GetBoolean());
        Assert.Equal(["Planned", "Moved", "Moved", "Switched", "Moved", "Switched"], (await pipeline.GetAsync($"{One}/timeline")).Each("kind").Select(kind => char.ToUpperInvariant(kind[0]) + kind[1..]));
    }

    [Fact]
    public async Task Tasks_are_added_ended_and_opened_again()
    {
        var developer = await SignedInAsync("developer");
        await developer.PostAsync(Releases, Body(Clock.GetUtcNow()));
        await using var db = Portal.Database();
        var desk = db.Persons.Single(person => person.Name == "Dana Okafor").Id.Value;
        Assert.Contains("release.invalid-owner", (await developer.PostAsync($"{One}/tasks", new { owner = Guid.Empty, title = "Tell the desk" })).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await developer.PostAsync($"{One}/tasks", new { owner = desk, kind = "supportBriefing", title = "Tell the desk" })).Status);
        var dana = await SignedInAsync("desk");
        Assert.Equal(HttpStatusCode.Forbidden, (await dana.PostAsync($"{One}/tasks", new { owner = desk, title = "More" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await dana.PostAsync($"{One}/tasks/1/end", new { note = "Told on Monday" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await dana.PostAsync($"{One}/tasks/1/reopening", new { text = "Not all were there" })).Status);
        Assert.Equal(1, Json((await developer.OpenAsync(One)).Html).GetProperty("release").GetProperty("openTasks").GetInt32());
    }

    [Fact]
    public async Task An_edit_says_which_version_it_saw_and_lists_go_page_by_page()
    {
        using var caller = new Caller(Portal);
        var developer = await SignedInAsync("developer");
        for (var at = 1; at <= 3; at++) Assert.Equal(HttpStatusCode.Created, (await developer.PostAsync(Releases, Body(Clock.GetUtcNow(), $"Release {at}"))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await developer.CallAsync(HttpMethod.Put, One, new { seen = 99, release = Body(Clock.GetUtcNow()) })).Status);
        Assert.Equal(HttpStatusCode.OK, (await developer.CallAsync(HttpMethod.Put, One, new { seen = 1, release = Body(Clock.GetUtcNow(), "Edited") })).Status);
        var page = await caller.GetAsync($"{Releases}?limit=2&state=planned");
        Assert.Equal(["REL-3", "REL-2"], page.Each("number"));
        Assert.Equal(["REL-1"], (await caller.GetAsync($"{Releases}?limit=2&cursor={page["next"]}")).Each("number"));
        Assert.Equal(["REL-1"], (await caller.GetAsync($"{Releases}?q=edited")).Each("number"));
        Assert.Equal("400 request.unknown-value", (await caller.GetAsync($"{Releases}?state=done")).Problem);
        Assert.Equal("400 request.unknown-value", (await caller.GetAsync($"{Releases}?cursor=x")).Problem);
        Assert.Equal("404 not-found", (await caller.GetAsync($"{Releases}/REL-99")).Problem);
        Assert.Equal(["new-cards"], (await caller.GetAsync("/api/v1/feature-switches")).Each("key"));
    }

    [Fact]
    public async Task What_is_wrong_is_refused_by_name_and_a_body_that_lacks_everything_breaks_nothing()
    {
        var approver = await SignedInAsync("approver");
        foreach (var (body, code) in new (object, string)[]
        {
            (new { }, "service.invalid-missing"), (new { title = "x" }, "service.invalid-missing"), (new { title = "x", environment = "production", @switch = "New Cards" }, "release.invalid-switch"),
            (new { title = "x", environment = "production", contents = new object?[] { null } }, "request.missing-part"),
        })
            Assert.Contains(code, (await approver.PostAsync(Releases, body)).Html, StringComparison.Ordinal);
        await approver.PostAsync(Releases, Body(Clock.GetUtcNow()));
        foreach (var path in new[] { "go", "no-go", "publication", "withdrawal", "cancellation", "replanning", "comments", "tasks/1/end", "tasks/1/reopening" })
            Assert.InRange((int)(await approver.PostAsync($"{One}/{path}", new { })).Status, 400, 499);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await approver.PostAsync($"{One}/no-go", new { })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await approver.CallAsync(HttpMethod.Put, Switch, new { percent = 1000, reason = "x" })).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await approver.CallAsync(HttpMethod.Put, Switch, new { percent = 10 })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await approver.CallAsync(HttpMethod.Put, Switch, new { isOn = true, percent = 10, reason = "Before it is out" })).Status);
    }

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
