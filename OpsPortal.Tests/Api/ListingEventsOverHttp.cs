using System.Net;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

public sealed class ListingEventsOverHttp(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private readonly Caller _api = new(portal);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap_or_a_repeat()
    {
        foreach (var number in Enumerable.Range(1, 5)) await _api.RaiseAsync($"Paged{number}");
        var seen = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await _api.GetAsync($"/api/v1/events?q=Paged&order=oldest&limit=2{(next.Length > 0 ? $"&cursor={Uri.EscapeDataString(next)}" : "")}");
            seen.AddRange(page.Each("title"));
            next = page.Body.GetProperty("next").GetString();
        }

        Assert.Equal(["Paged1", "Paged2", "Paged3", "Paged4", "Paged5"], seen);
    }

    [Fact]
    public async Task States_tell_where_an_event_is_found_and_how_far_its_handling_is()
    {
        await _api.RaiseAsync("StateWaiting");
        await _api.PostAsync($"/api/v1/events/{await _api.RaiseAsync("StateTaken")}/acknowledgement");
        await _api.PostAsync($"/api/v1/events/{await _api.RaiseAsync("StateOver")}/resolution");
        Assert.Equal(["StateTaken", "StateWaiting"], await TitlesAsync("state=open"));
        Assert.Equal(["StateTaken", "StateWaiting"], await TitlesAsync("state=active"));
        Assert.Equal(["StateTaken"], await TitlesAsync("state=investigating"));
        Assert.Equal(["StateOver"], await TitlesAsync("state=Resolved"));
        Assert.Equal(["StateOver", "StateTaken"], await TitlesAsync("state=investigating&state=resolved"));
        Assert.Equal(["StateOver", "StateTaken", "StateWaiting"], await TitlesAsync("state=all"));
        Assert.Equal(["StateOver", "StateTaken", "StateWaiting"], await TitlesAsync(""));
        Assert.Empty(await TitlesAsync("state=snoozed"));
        Assert.Empty(await TitlesAsync("priority=P2&type=exception"));
        Assert.Equal(3, (await TitlesAsync("priority=p1&priority=P2&source=alertmanager")).Count);

        async Task<IReadOnlyList<string>> TitlesAsync(string query) => [.. (await _api.GetAsync($"/api/v1/events?q=State&{query}")).Each("title").Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData("state=asleep", "suppressed")]
    [InlineData("priority=1", "P1, P2")]
    [InlineData("type=fatal", "Informational, Warning, Exception")]
    [InlineData("order=random", "Newest")]
    [InlineData("owner=me", "API key")]
    [InlineData("owner=Oskar", "id of a person")]
    [InlineData("limit=0", "1 to 500")]
    [InlineData("limit=501", "1 to 500")]
    [InlineData("limit=many", "1 to 500")]
    [InlineData("cursor=abc", "next")]
    public async Task An_unknown_value_is_refused_with_what_is_allowed(string query, string allowed)
    {
        var refused = await _api.GetAsync($"/api/v1/events?{query}");
        Assert.Equal("400 request.unknown-value", refused.Problem);
        Assert.Contains(allowed, refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_list_is_to_be_had_as_CSV()
    {
        await _api.RaiseAsync("CsvDisk");
        var csv = await _api.GetAsync("/api/v1/events.csv?q=CsvDisk");
        Assert.Equal(HttpStatusCode.OK, csv.Status);
        var lines = csv.Text.Trim().Split('\n');
        Assert.StartsWith("number,priority,type,title", lines[0], StringComparison.Ordinal);
        Assert.Contains("CsvDisk", Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Equal("400 request.unknown-value", (await _api.GetAsync("/api/v1/events.csv?state=asleep")).Problem);
    }
}
