using System.Globalization;
using System.Net;
using System.Text.Json;
using OpsPortal.Domain.Audit;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Api;

public sealed class ReadingTheAuditOverHttp(PortalHost portal) : IClassFixture<PortalHost>, IDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly Caller _api = new(portal);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Acts_are_listed_newest_first_and_narrowed_by_what_who_when_and_words()
    {
        var number = await _api.RaiseAsync("AuditedDisk");
        await _api.PostAsync($"/api/v1/events/{number}/acknowledgement");
        await _api.PostAsync($"/api/v1/events/{number}/comments", """{"text":"Ünïque remark"}""");
        Assert.Equal(["event.commented", "event.acknowledged"], (await _api.GetAsync($"/api/v1/audit?object={number}")).Each("act"));
        Assert.Equal([number], (await _api.GetAsync($"/api/v1/audit?object={number}&act=event.acknowledged&actor=Demo%20API")).Each("object"));
        Assert.Equal(["event.commented"], (await _api.GetAsync("/api/v1/audit?q=QUE%20REMARK")).Each("act"));
        Assert.Empty((await _api.GetAsync($"/api/v1/audit?object={number}&to=2001-01-01")).Each("act"));
        Assert.Equal(2, (await _api.GetAsync($"/api/v1/audit?object={number}&from=2001-01-01T00:00:00Z")).Each("act").Count);
        Assert.Equal("400 request.unknown-value", (await _api.GetAsync("/api/v1/audit?from=yesterday")).Problem);
        Assert.Equal("400 request.unknown-value", (await _api.GetAsync("/api/v1/audit?cursor=x")).Problem);
    }

    [Fact]
    public async Task Pages_follow_one_another_down_to_the_first_act()
    {
        var number = await _api.RaiseAsync("PagedAudit");
        foreach (var text in new[] { "one", "two", "three" }) await _api.PostAsync($"/api/v1/events/{number}/comments", $$"""{"text":"{{text}}"}""");
        var sequences = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await _api.GetAsync($"/api/v1/audit?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            sequences.AddRange(page.Each("sequence").Select(sequence => long.Parse(sequence, CultureInfo.InvariantCulture)));
            cursor = page.Body.GetProperty("next").GetString();
        }

        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(sequence => (long)sequence).Reverse(), sequences);
        Assert.True(sequences.Count > 3);
    }

    [Fact]
    public async Task The_export_is_the_whole_chain_and_proves_itself()
    {
        var number = await _api.RaiseAsync("ExportedAudit");
        await _api.PostAsync($"/api/v1/events/{number}/comments", """{"text":"with \"quotes\", <tags> and ü"}""");
        var export = await _api.GetAsync("/api/v1/audit/export");
        Assert.Equal(HttpStatusCode.OK, export.Status);
        var entries = export.Text.Trim().Split('\n').Select(line => JsonSerializer.Deserialize<AuditEntry>(line, Web)!).ToList();
        var chain = new AuditChain();
        Assert.All(entries, entry => Assert.True(chain.Follow(entry), chain.Break));
        Assert.Contains(entries, entry => entry.Object == number && entry.Act == "event.commented");
    }
}
