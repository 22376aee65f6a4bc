using System.Net;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Monitors;

public sealed class MonitorsOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Draft = """
        { "name": "NAME", "kind": "Availability", "service": "shop", "target": { "url": "https://shop.example/health", "type": "http" },
          "levels": [ { "severity": "Critical", "side": "Below", "value": 1 } ], "every": "00:01:00", "for": "00:02:00" }
        """;

    [Fact]
    public async Task Are_set_up_read_changed_disabled_and_deleted_by_a_program_with_the_right()
    {
        using var caller = new Caller(portal);
        var created = await caller.PostAsync("/api/v1/monitors", Named("Shop answers"));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var number = created.Body.GetProperty("monitor").GetProperty("number").GetString();
        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal("http", created.Body.GetProperty("draft").GetProperty("target").GetProperty("type").GetString());

        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync(HttpMethod.Put, $"/api/v1/monitors/{number}", Named("Shop answers well"), ("If-Match", "\"1\""))).Status);
        Assert.Equal("412 monitor.changed-meanwhile", (await caller.SendAsync(HttpMethod.Put, $"/api/v1/monitors/{number}", Named("Mine"), ("If-Match", "\"1\""))).Problem);
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync(HttpMethod.Put, $"/api/v1/monitors/{number}/enabled", "{\"enabled\":false}")).Status);
        Assert.Contains(number, (await caller.GetAsync("/api/v1/monitors?state=disabled&q=answers")).Each("number"));
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync($"/api/v1/monitors/{number}/backtest", "{\"days\":7}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await caller.SendAsync(HttpMethod.Delete, $"/api/v1/monitors/{number}")).Status);
        Assert.Equal("404 not-found", (await caller.GetAsync($"/api/v1/monitors/{number}")).Problem);
    }

    [Theory]
    [InlineData("{}", "400 request.malformed")]
    [InlineData("{\"name\":\"x\",\"target\":{\"type\":\"nonsense\"},\"levels\":[]}", "400 request.malformed")]
    [InlineData("{\"name\":null,\"target\":null,\"levels\":null}", "400 request.malformed")]
    [InlineData("{\"name\":\"x\",\"target\":{\"type\":\"tcp\",\"host\":null,\"port\":1},\"levels\":[]}", "400 request.malformed")]
    [InlineData("{\"name\":\"x\",\"target\":{\"type\":\"tcp\",\"host\":\"db\",\"port\":1},\"levels\":[null]}", "422 monitor.invalid")]
    [InlineData("{\"name\":\"x\",\"target\":{\"type\":\"ping\",\"host\":\"a b\"},\"levels\":[]}", "422 monitor.invalid")]
    [InlineData("{\"name\":\"x\",\"target\":{\"type\":\"metric\",\"selector\":\"a{b=~\\\"(\\\"}\"},\"levels\":[{\"severity\":\"Info\",\"side\":\"Above\",\"value\":1}]}", "422 metrics.bad-selector")]
    public async Task Refuse_a_draft_that_is_none_with_the_field_and_never_fail(string draft, string problem)
    {
        using var caller = new Caller(portal);
        Assert.Equal(problem, (await caller.PostAsync("/api/v1/monitors", draft)).Problem);
    }

    [Fact]
    public async Task Are_closed_to_a_key_without_the_right()
    {
        using var caller = new Caller(portal, OpsPortal.Features.People.Demo.DemoPeople.IntakeKey);
        Assert.Equal(HttpStatusCode.Forbidden, (await caller.GetAsync("/api/v1/monitors")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await caller.PostAsync("/api/v1/monitors", Named("No"))).Status);
    }

    private static string Named(string name) => Draft.Replace("NAME", name, StringComparison.Ordinal);
}
