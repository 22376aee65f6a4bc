using System.Net;
using OpsPortal.Tests.Api;
using OpsPortal.Tests.Features.Deliver.Http;

namespace OpsPortal.Tests.Features.Improve.Reports.Review;

/// <summary>The monthly review over HTTP; it is 2 March 2026.</summary>
public sealed class ReviewOverHttp : VisitedPortal
{
    private const string Review = "/api/v1/reports/monthly-review";

    [Fact]
    public async Task The_last_month_that_is_over_is_read_with_story_scorecard_and_every_chapter()
    {
        using var caller = new Caller(Portal);
        var reply = await caller.GetAsync(Review);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(("2026-02-01", "2026-02-28", "2026-01-01"), (reply.Body.GetProperty("period").GetProperty("from").GetString(), reply.Body.GetProperty("period").GetProperty("to").GetString(), reply.Body.GetProperty("compared").GetProperty("from").GetString()));
        Assert.InRange(reply.Body.GetProperty("story").GetArrayLength(), 1, 12);
        var chapters = reply.Body.GetProperty("chapters").EnumerateArray().ToList();
        Assert.Equal(13, chapters.Count);
        Assert.Equal("scorecard", chapters[0].GetProperty("report").GetProperty("name").GetString());
        foreach (var figure in chapters.SelectMany(chapter => chapter.GetProperty("figures").EnumerateArray()).Where(figure => figure.GetProperty("rows").GetString()!.Length > 0).Take(8))
            Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync(figure.GetProperty("rows").GetString()!)).Status);
    }

    [Theory]
    [InlineData("month=2026-04", "422 report.invalid-month")]
    [InlineData("month=march", "422 report.invalid-month")]
    [InlineData("zone=Mars", "422 report.invalid-zone")]
    [InlineData("team=shop", "422 report.invalid-team")]
    [InlineData("compare=before", "422 report.invalid-comparison")]
    public async Task What_cannot_be_asked_is_refused(string query, string problem)
    {
        using var caller = new Caller(Portal);
        Assert.Equal(problem, (await caller.GetAsync($"{Review}?{query}")).Problem);
    }

    [Fact]
    public async Task Managers_read_it_and_the_desk_does_not()
    {
        var (manager, desk) = (await SignedInAsync("manager"), await SignedInAsync("desk"));
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync($"{Review}?month=2026-01&zone=Pacific/Kiritimati")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.OpenAsync(Review)).Status);
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync("/reports/monthly-review")).Status);
        Assert.Equal(HttpStatusCode.OK, (await manager.OpenAsync("/reports/monthly-review?month=nonsense")).Status);
    }
}
