using OpsPortal.Cli;
using OpsPortal.Features.Audit.Pages;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Audit;

/// <summary>An export of the audit trail in the hands of somebody without the portal, and how its entries read.</summary>
public sealed class VerifyingAnExport(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_as_it_was_written_and_breaks_at_a_changed_word_a_missing_line_or_what_is_no_entry()
    {
        using var api = new Caller(host);
        var number = await api.RaiseAsync("Exported");
        await api.PostAsync($"/api/v1/events/{number}/acknowledgement");
        await api.PostAsync($"/api/v1/events/{number}/comments", """{"text":"Looking"}""");
        var text = (await api.GetAsync("/api/v1/audit/export")).Text;
        Assert.Equal(0, await VerifyAsync(text));
        Assert.NotEqual(0, await VerifyAsync(text.Replace("\"Demo API\"", "\"Nobody\"", StringComparison.Ordinal)));
        Assert.NotEqual(0, await VerifyAsync(string.Join('\n', text.Split('\n').Skip(1))));
        Assert.NotEqual(0, await VerifyAsync(text + "{\"not\":\"an entry\"}\n"));
    }

    [Theory]
    [InlineData("""{"state":"Prioritised","owner":""}""", """{"state":"Investigating","owner":"Dana"}""", "state Prioritised → Investigating, owner Dana")]
    [InlineData("", """{"name":"Key"}""", "name Key")]
    [InlineData("[1]", "[2]", "[1] → [2]")]
    public void An_entry_says_what_changed_fact_by_fact(string before, string after, string said) =>
        Assert.Equal(said, AuditListing.Facts(new(1, default, "", "", "", "", "", before, after, "")));

    [Fact]
    public void An_entry_leads_to_the_event_it_is_about()
    {
        Assert.Equal("/events/EVT-7", AuditListing.Href("EVT-7"));
        Assert.Null(AuditListing.Href("desk@demo.local"));
    }

    private async Task<int> VerifyAsync(string text)
    {
        var file = Path.Combine(host.DataDirectory, "audit.jsonl");
        await File.WriteAllTextAsync(file, text, Stopping);
        return await AuditCommand.VerifyFileAsync(file, null, Stopping);
    }
}
