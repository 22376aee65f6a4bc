using System.Net;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.People;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Traffic.Gateway;

/// <summary>Routes of the gateway over HTTP.</summary>
public sealed class GatewayOverHttp(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Routes = "/api/v1/gateway-routes", Shop = Routes + "/shop/production";

    private const string Body = """{"host":"shop.example.org","sticky":"Cookie","stickyName":"side","sides":[{"name":"stable","destinations":["http://10.0.0.7:8080"]},{"name":"canary","destinations":["http://10.0.0.8:8080"]}]}""";

    [Fact]
    public async Task A_route_is_set_up_read_with_its_shares_changed_by_who_has_seen_it_and_removed()
    {
        using var caller = new Caller(portal);
        Assert.Equal("404 not-found", (await caller.GetAsync(Shop)).Problem);
        var made = await caller.SendAsync(HttpMethod.Put, Shop, Body);
        Assert.Equal((HttpStatusCode.OK, "1"), (made.Status, made["version"]));
        Assert.Equal([("stable", 100), ("canary", 0)], (await caller.GetAsync(Shop)).Body.GetProperty("sides").EnumerateArray().Select(side => (side.GetProperty("name").GetString()!, side.GetProperty("percent").GetInt32())));
        Assert.Equal(["shop"], (await caller.GetAsync(Routes)).Each("service"));
        Assert.Equal("2", (await caller.SendAsync(HttpMethod.Put, Shop, Body.Replace("\"sides\"", "\"version\":1,\"sides\"", StringComparison.Ordinal)))["version"]);
        Assert.Equal("412 gateway.changed-meanwhile", (await caller.SendAsync(HttpMethod.Put, Shop, Body.Replace("\"sides\"", "\"version\":1,\"sides\"", StringComparison.Ordinal))).Problem);
        Assert.Equal("409 gateway.route-taken", (await caller.SendAsync(HttpMethod.Put, $"{Routes}/other/production", Body)).Problem);
        Assert.Equal("412 gateway.changed-meanwhile", (await caller.SendAsync(HttpMethod.Delete, $"{Shop}?version=1")).Problem);
        Assert.Equal(HttpStatusCode.NoContent, (await caller.SendAsync(HttpMethod.Delete, $"{Shop}?version=2")).Status);
        Assert.Equal("404 not-found", (await caller.SendAsync(HttpMethod.Delete, Shop)).Problem);
    }

    [Theory]
    [InlineData("shop", "{}", "422 gateway.invalid-sides")]
    [InlineData("Not A Key", "{}", "422 service.invalid-key")]
    [InlineData("shop", """{"sides":[null]}""", "400 request.missing-part")]
    [InlineData("shop", """{"sides":[{"name":"stable","destinations":[null]}]}""", "400 request.missing-part")]
    [InlineData("shop", """{"sides":[{"name":"stable"}]}""", "422 gateway.invalid-destinations")]
    [InlineData("shop", """{"host":"not a host","sides":[{"name":"stable","destinations":["http://10.0.0.7"]}]}""", "422 gateway.invalid-host")]
    public async Task What_is_wrong_is_refused_by_name(string service, string body, string problem)
    {
        using var caller = new Caller(portal);
        Assert.Equal(problem, (await caller.SendAsync(HttpMethod.Put, $"{Routes}/{Uri.EscapeDataString(service)}/staging", body)).Problem);
    }

    [Fact]
    public async Task Who_may_look_may_not_change()
    {
        var developer = new Visitor(portal);
        await developer.SignInAsync("developer@demo.local");
        Assert.Equal(HttpStatusCode.OK, (await developer.OpenAsync(Routes)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await developer.CallAsync(HttpMethod.Put, Shop, new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await developer.CallAsync(HttpMethod.Delete, Shop, new { })).Status);
        var desk = new Visitor(portal);
        await desk.SignInAsync("desk@demo.local");
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.OpenAsync(Routes)).Status);
    }
}
