using System.Net;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Deliver.Http;

namespace OpsPortal.Tests.Features.Improve.Reports;

/// <summary>Reports over HTTP: listed, read, opened down to their rows, and refused where what is asked cannot be.</summary>
public sealed class ReportsOverHttp : VisitedPortal
{
    private const string Reports = "/api/v1/reports";

    [Fact]
    public async Task Each_is_listed_and_read_with_its_figures_and_where_their_rows_are()
    {
        using var caller = new Caller(Portal);
        var names = (await caller.GetAsync(Reports)).Each("name").ToList();
        Assert.Equal(12, names.Count);
        foreach (var name in names)
        {
            var reply = await caller.GetAsync($"{Reports}/{name}?from=2026-03-01&to=2026-03-02&zone=Europe/Berlin");
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            Assert.Equal("2026-02-28T23:00:00Z", reply.Body.GetProperty("period").GetProperty("start").GetString());
            foreach (var figure in reply.Body.GetProperty("figures").EnumerateArray().Where(figure => figure.GetProperty("rows").GetString()!.Length > 0))
                Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync(figure.GetProperty("rows").GetString()!)).Status);
        }
    }

    [Theory]
    [InlineData("nothing", "404 not-found")]
    [InlineData("event-volume?zone=Mars", "422 report.invalid-zone")]
    [InlineData("event-volume?from=yesterday", "422 report.invalid-day")]
    [InlineData("event-volume?from=2026-03-02&to=2026-03-01", "422 report.invalid-period")]
    [InlineData("event-volume?team=shop", "422 report.invalid-team")]
    [InlineData("event-volume?compare=1", "422 report.invalid-comparison")]
    [InlineData("event-volume/rows/duplicates", "404 not-found")]
    [InlineData("event-volume/rows/events?cursor=x", "400 request.unknown-value")]
    public async Task What_cannot_be_asked_is_refused(string path, string problem)
    {
        using var caller = new Caller(Portal);
        Assert.Equal(problem, (await caller.GetAsync($"{Reports}/{path}")).Problem);
    }

    [Fact]
    public async Task Managers_read_them_and_administrators_alone_have_everything_counted_anew()
    {
        var (manager, admin, desk) = (await SignedInAsync("manager"), await SignedInAsync("admin"), await SignedInAsync("desk"));
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync($"{Reports}/alert-quality")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.OpenAsync($"{Reports}/alert-quality")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.PostAsync($"{Reports}/rollups/rebuild", new { })).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await admin.PostAsync($"{Reports}/rollups/rebuild", new { })).Status);
        var file = await manager.OpenAsync("/api/v1/reports/alert-quality/tables/by-service.csv?from=2026-03-01&to=2026-03-02&zone=UTC");
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.StartsWith("Service,Reached people", file.Html, StringComparison.Ordinal);
    }
}
