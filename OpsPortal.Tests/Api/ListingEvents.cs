using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

/// <summary>What a program gets that asks for events.</summary>
public sealed class ListingEvents(PortalHost host) : IClassFixture<PortalHost>
{
    private readonly RestClient _client = new(host);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Comes_in_pages_worst_first_and_ends_with_null()
    {
        await _client.FireAsync("PagingLow", "info");
        await _client.FireAsync("PagingHigh", "critical");
        await _client.FireAsync("PagingMiddle");
        var first = await _client.GetAsync("/api/v1/events?q=Paging&limit=2");
        Assert.Equal(["PagingHigh", "PagingMiddle"], Titles(first));
        var second = await _client.GetAsync($"/api/v1/events?q=Paging&limit=2&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(["PagingLow"], Titles(second));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Shows_enums_by_name_and_instants_in_utc()
    {
        await _client.FireAsync("Shapely");
        var item = (await _client.GetAsync("/api/v1/events?q=Shapely")).GetProperty("items")[0];
        Assert.Equal("Prioritised", item.GetProperty("state").GetString());
        Assert.Equal("Shapely", item.GetProperty("labels").GetProperty("alertname").GetString());
        Assert.StartsWith("EVT-", item.GetProperty("number").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("Z", item.GetProperty("firstSeenAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Narrows_by_state_of_both_kinds()
    {
        var number = await _client.FireAsync("Narrowing");
        await _client.SendAsync(HttpMethod.Post, $"/api/v1/events/{number}/acknowledgement");
        Assert.Single(Titles(await _client.GetAsync("/api/v1/events?q=Narrowing&state=investigating")));
        Assert.Single(Titles(await _client.GetAsync("/api/v1/events?q=Narrowing&state=open")));
        Assert.Empty(Titles(await _client.GetAsync("/api/v1/events?q=Narrowing&state=prioritised,escalated")));
        Assert.Empty(Titles(await _client.GetAsync("/api/v1/events?q=Narrowing&state=closed")));
    }

    [Theory]
    [InlineData("state=foo", "snoozed")]
    [InlineData("priority=p9", "p1")]
    [InlineData("type=1", "exception")]
    [InlineData("order=random", "lastSeen")]
    [InlineData("limit=0", "1 to 500")]
    [InlineData("limit=501", "1 to 500")]
    [InlineData("limit=many", "1 to 500")]
    [InlineData("cursor=zzz", "next")]
    [InlineData("owner=me", "none")]
    [InlineData("colour=red", "priority")]
    public async Task Is_refused_with_what_is_allowed_where_a_filter_is_not_understood(string query, string allowed)
    {
        var (status, code, body) = await _client.SendAsync(HttpMethod.Get, $"/api/v1/events?{query}");
        Assert.Equal((400, "query.invalid"), (status, code));
        Assert.Contains(allowed, body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_csv_has_all_that_is_filtered_and_no_formulas()
    {
        await _client.FireAsync("=Evil(1)");
        await _client.FireAsync("Harmless");
        var csv = await _client.Http.GetStringAsync("/api/v1/events.csv?q=Evil", Stopping);
        Assert.Contains(",'=Evil(1),", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("Harmless", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Needs_a_key_that_may()
    {
        Assert.Equal((401, "unauthenticated"), await CodeAsync(new(host, null)));
        Assert.Equal((401, "unauthenticated"), await CodeAsync(new(host, "ops_nobody")));
    }

    private static async Task<(int Status, string Code)> CodeAsync(RestClient client)
    {
        var (status, code, _) = await client.SendAsync(HttpMethod.Get, "/api/v1/events");
        return (status, code);
    }

    private static IEnumerable<string?> Titles(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("labels").GetProperty("alertname").GetString());
}
