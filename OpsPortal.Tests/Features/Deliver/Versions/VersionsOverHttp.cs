using System.Net;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.People;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Versions;

/// <summary>Versions over HTTP, in a portal with the demo organisation.</summary>
public sealed class VersionsOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Observations = "/api/v1/version-observations", Lookups = "/api/v1/version-lookups";

    [Fact]
    public async Task What_an_agent_reports_is_in_the_matrix_in_its_history_and_in_the_csv()
    {
        using var agent = new Caller(portal);
        const string Report = """{"observations":[{"component":"checkout/checkout-api","environment":"production","labels":{"org.opencontainers.image.version":"9.9.1"}},{"component":"checkout/nothing","environment":"production","version":"1"}]}""";
        var taken = await agent.PostAsync(Observations, Report);
        Assert.Equal((HttpStatusCode.OK, "1", "1"), (taken.Status, taken["taken"], taken["changed"]));
        Assert.Equal("notice.invalid-component", taken.Body.GetProperty("refused")[0].GetProperty("code").GetString());
        Assert.Equal("0", (await agent.PostAsync(Observations, Report))["changed"]);
        var cell = (await agent.GetAsync("/api/v1/versions?q=9.9.1")).Body.GetProperty("items")[0];
        Assert.Equal(("checkout/checkout-api", "production", "9.9.1"), (cell.GetProperty("component").GetString(), cell.GetProperty("environment").GetString(), cell.GetProperty("observed")[0].GetProperty("version").GetString()));
        Assert.Equal(["9.9.1"], (await agent.GetAsync($"{Observations}?component=checkout-api&environment=production")).Each("version"));
        var csv = (await agent.GetAsync("/api/v1/versions.csv?service=checkout")).Text.Split("\r\n");
        Assert.StartsWith("component,environment,alignment,", csv[0], StringComparison.Ordinal);
        Assert.Contains(csv, line => line.StartsWith("checkout/checkout-api,production,", StringComparison.Ordinal) && line.Contains("9.9.1", StringComparison.Ordinal));
        Assert.Single((await agent.GetAsync("/api/v1/versions.csv?service=storefront")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => line.StartsWith("component,", StringComparison.Ordinal));
        Assert.Empty((await agent.GetAsync("/api/v1/version-differences?state=over")).Each("id"));
    }

    [Theory]
    [InlineData("{}", "422 versions.invalid-length")]
    [InlineData("""{"observations":[null]}""", "400 request.missing-part")]
    [InlineData("""{"observations":[{}]}""", "422 notice.invalid-missing")]
    [InlineData("""{"observations":[{"component":"checkout-api","environment":"production","labels":{"org.opencontainers.image.version":null}}]}""", "422 versions.invalid-missing")]
    [InlineData("""{"observations":[{"component":"checkout-api","environment":"production","version":"1","digest":"x"}]}""", "422 change.invalid-digest")]
    public async Task A_report_that_cannot_be_taken_is_refused_by_name(string body, string problem)
    {
        using var agent = new Caller(portal);
        Assert.Equal(problem, (await agent.PostAsync(Observations, body)).Problem);
    }

    [Fact]
    public async Task Wrong_words_in_an_address_are_refused_and_every_door_asks_for_its_permission()
    {
        using var agent = new Caller(portal);
        foreach (var path in new[] { "/api/v1/versions?state=lost", "/api/v1/versions?cursor=x", "/api/v1/versions.csv?state=lost", "/api/v1/version-differences?state=lost", "/api/v1/version-differences?cursor=x" })
            Assert.Equal(HttpStatusCode.BadRequest, (await agent.GetAsync(path)).Status);
        using var intake = new Caller(portal, DemoPeople.IntakeKey);
        foreach (var path in new[] { "/api/v1/versions", "/api/v1/versions.csv", "/api/v1/version-differences", Observations, Lookups })
            Assert.Equal(HttpStatusCode.Forbidden, (await intake.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await intake.PostAsync(Observations, "{}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.PostAsync("/api/v1/version-differences/1/review", """{"reason":"x"}""")).Status);
        var approver = new Visitor(portal);
        await approver.SignInAsync("approver@demo.local");
        Assert.Equal(HttpStatusCode.NotFound, (await approver.PostAsync("/api/v1/version-differences/1/review", new { reason = "x" })).Status);
    }

    [Fact]
    public async Task A_look_up_is_set_up_read_changed_by_who_has_seen_it_and_removed()
    {
        using var caller = new Caller(portal);
        const string Body = """{"component":"checkout-api","environment":"staging","url":"https://shop.example.org/health","expression":"/version","everyMinutes":1440}""";
        var made = await caller.PostAsync(Lookups, Body);
        Assert.Equal((HttpStatusCode.Created, "checkout/checkout-api"), (made.Status, made["component"]));
        var one = $"{Lookups}/{made["id"]}";
        Assert.Equal("JsonPointer", (await caller.GetAsync(one))["kind"]);
        Assert.Equal("409 version-lookup.taken", (await caller.PostAsync(Lookups, Body)).Problem);
        Assert.Equal("422 version-lookup.invalid-pattern", (await caller.PostAsync(Lookups, Body.Replace("\"expression\":\"/version\"", "\"kind\":\"Pattern\",\"expression\":\"(\"", StringComparison.Ordinal))).Problem);
        Assert.Equal("2", (await caller.SendAsync(HttpMethod.Put, $"{one}?version=1", Body))["version"]);
        Assert.Equal("412 version-lookup.changed-meanwhile", (await caller.SendAsync(HttpMethod.Put, $"{one}?version=1", Body)).Problem);
        Assert.Equal("412 version-lookup.changed-meanwhile", (await caller.SendAsync(HttpMethod.Delete, $"{one}?version=1")).Problem);
        Assert.Equal(HttpStatusCode.NoContent, (await caller.SendAsync(HttpMethod.Delete, one)).Status);
        Assert.Equal("404 not-found", (await caller.GetAsync(one)).Problem);
    }
}
