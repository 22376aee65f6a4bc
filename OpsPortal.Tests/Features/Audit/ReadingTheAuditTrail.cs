using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Cli;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Audit.Pages;
using OpsPortal.Features.People.Demo;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Audit;

/// <summary>The audit trail as programs and verifiers get it.</summary>
public sealed class ReadingTheAuditTrail(PortalHost host) : IClassFixture<PortalHost>
{
    private readonly RestClient _client = new(host);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_an_act_with_who_did_it_and_what_changed()
    {
        var number = await ActAsync("Audited");
        var page = await _client.GetAsync($"/api/v1/audit?object={number}&act=event&actor=demo%20api&q=investigating");
        var entry = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal("event.acknowledged", entry.GetProperty("act").GetString());
        Assert.Equal("Demo API", entry.GetProperty("actor").GetString());
        Assert.Empty((await _client.GetAsync($"/api/v1/audit?object={number}&to=2020-01-01T00:00:00Z")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Comes_newest_first_in_pages_without_a_gap()
    {
        await ActAsync("Paged1");
        await ActAsync("Paged2");
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await _client.GetAsync($"/api/v1/audit?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sequence").GetInt64()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number).Reverse(), seen);
    }

    [Fact]
    public async Task Is_shown_only_to_those_who_may_read_it()
    {
        var (status, code, _) = await new RestClient(host, DemoPeople.IntakeKey).SendAsync(HttpMethod.Get, "/api/v1/audit");
        Assert.Equal((403, "forbidden"), (status, code));
    }

    [Fact]
    public async Task Exported_can_be_verified_without_the_portal_and_a_changed_word_is_found()
    {
        await ActAsync("Exported");
        var text = await _client.Http.GetStringAsync(AuditEndpoints.ExportPath, Stopping);
        var file = Path.Combine(host.DataDirectory, "audit.jsonl");
        await File.WriteAllTextAsync(file, text, Stopping);
        Assert.Equal(0, await AuditCommand.VerifyFileAsync(file, Stopping));
        await File.WriteAllTextAsync(file, text.Replace("\"Demo API\"", "\"Nobody\"", StringComparison.Ordinal), Stopping);
        Assert.NotEqual(0, await AuditCommand.VerifyFileAsync(file, Stopping));
    }

    [Fact]
    public async Task Read_from_the_database_holds_from_the_first_entry_to_the_last()
    {
        await ActAsync("Followed");
        var chain = new AuditChain();
        await foreach (var page in host.Services.GetRequiredService<AuditQueries>().FromTheFirstAsync(Stopping))
            Assert.True(page.All(chain.Follow), chain.Break);
        Assert.True(chain.Length > 0);
    }

    [Theory]
    [InlineData("""{"state":"Prioritised","owner":""}""", """{"state":"Investigating","owner":"Dana"}""", "state Prioritised → Investigating, owner Dana")]
    [InlineData("", """{"name":"Key"}""", "name Key")]
    [InlineData("[1]", "[2]", "[1] → [2]")]
    public void Says_what_changed_fact_by_fact(string before, string after, string said) => Assert.Equal(said, AuditListing.Facts(
        new() { Actor = "", Account = "", Person = "", From = "", Act = "", Object = "", Before = before, After = after, PreviousHash = "", Hash = "" }));

    private async Task<string> ActAsync(string alertname)
    {
        var number = await _client.FireAsync(alertname);
        await _client.SendAsync(HttpMethod.Post, $"/api/v1/events/{number}/acknowledgement");
        return number;
    }
}
