using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Review.Components;
using OpsPortal.Features.Improve.Reports.Review.Pages;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Jobs;
using OpsPortal.Storage;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Improve.Reports.Review;

/// <summary>The page of the review as a manager sees it; it is 23 November 2026.</summary>
public sealed class ReviewPageShows : Screen
{
    public ReviewPageShows()
    {
        this.AddAuthorization().SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, nameof(Duty.Manager)));
        Services.AddLogging().AddOptions<JobOptions>();
        Services.AddOptions<ProblemOptions>();
        Services.AddSingleton<Catalogue>().AddReportParts();
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void An_empty_month_as_one_sentence_and_every_chapter_with_its_report_one_link_away()
    {
        var page = Opened("");
        Assert.Equal("Monthly service review, October 2026", page.Find("h1").TextContent);
        Assert.Equal("Nothing was recorded in October 2026.", page.Find("section[aria-labelledby='story-title'] li").ChildNodes[0].TextContent.Trim());
        Assert.Equal(12, page.FindAll("section.chapter").Count);
        Assert.Equal("/reports/incidents?from=2026-10-01&to=2026-10-31&zone=UTC&compare=month", page.Find("#incidents header a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[aria-busy]"));
    }

    [Fact]
    public async Task Figures_with_how_they_moved_each_opening_its_rows_and_sentences_that_lead_to_what_is_there()
    {
        await using (var db = Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContext())
        {
            for (var at = 1; at <= 8; at++) db.Add(Assert.IsType<Outcome<Incident>.Done>(Incident.Open(new(at), "It is down", "checkout", Priority.P2, Actor.Portal("test"), new(2026, at <= 2 ? 9 : 10, 10, at, 0, 0, TimeSpan.Zero))).Value);
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Opened("month=2026-10&zone=Europe/Berlin");
        var row = page.FindAll("table[aria-label='Scorecard'] tbody tr").Single(one => one.QuerySelector("th a")!.TextContent == "Incidents of P2");
        Assert.Equal(["6", "6", "2", "+200 % · worse"], row.QuerySelectorAll("td").Skip(1).Take(4).Select(cell => cell.TextContent.Trim()));
        Assert.Equal("/reports/incidents/rows/p2?from=2026-10-01&to=2026-10-31&zone=Europe%2FBerlin&compare=month", row.QuerySelector("td:last-child a")!.GetAttribute("href"));
        foreach (var link in page.FindAll("section[aria-labelledby='story-title'] li a, section.chapter .card > ul > li > a"))
            Assert.NotNull(page.Find($"[id='{link.GetAttribute("href")!.Split('#')[1]}']"));
        var ids = page.FindAll("[id]").Select(one => one.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("month=2027-01", "January 2027 has not begun in UTC. Choose a month that has.")]
    [InlineData("month=soon", "Write the month as 2026-10.")]
    [InlineData("month=2026-10&zone=Mars", "There is no time zone Mars. Name one as Europe/Berlin.")]
    public void What_cannot_be_shown_as_a_plain_message_with_the_filter_beside_it(string query, string message)
    {
        var page = Opened(query);
        Assert.Equal(message, page.Find("[role=alert]").TextContent);
        Assert.NotNull(page.Find("form input[name=month]"));
        Assert.Empty(page.FindAll("section.chapter"));
    }

    [Fact]
    public void The_months_around_it_and_none_that_has_not_begun()
    {
        Assert.Equal(["/reports/monthly-review?month=2026-09&zone=UTC", "/reports/monthly-review?month=2026-11&zone=UTC"], Opened("").FindAll(".steps a").Select(link => link.GetAttribute("href")));
        var running = Opened("month=2026-11");
        Assert.Single(running.FindAll(".steps a"));
        Assert.Contains(running.FindAll(".stale"), note => note.TextContent.StartsWith("The month is not over", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_that_was_deleted_by_its_old_key()
    {
        var page = Opened("service=old-shop");
        Assert.Equal("1 Oct to 31 Oct 2026 (UTC), against September 2026, old-shop (deleted).", page.Find(".scope").TextContent);
    }

    [Fact]
    public void A_table_of_ten_thousand_services_cut_with_all_of_them_one_link_away()
    {
        var table = new ReportTable("by-service", "By service", [new("Service", null), new("Down", Unit.Count)], [.. Enumerable.Range(0, 10_000).Select(at => (IReadOnlyList<Cell>)[Cell.Of($"service-{at}"), Cell.Of(at)])]);
        var question = new ReportQuestion(Assert.IsType<Outcome<ReportPeriod>.Done>(ReportPeriod.Of(new(2026, 10, 1), new(2026, 10, 31), "UTC")).Value, Comparison.Month, "", null);
        var chapter = ChoosingSentences.Chapter("availability", [], [table]);
        var section = Render<ChapterSection>(parameters => parameters.Add(one => one.Head, chapter.Head).Add(one => one.Chapter, chapter).Add(one => one.Question, question).Add(one => one.Here, anchor => $"/x{anchor}"));
        Assert.Equal(10, section.FindAll("tbody tr").Count);
        Assert.Equal(("all 10,000 rows in the report", "/reports/availability?from=2026-10-01&to=2026-10-31&zone=UTC&compare=month#by-service"), (section.Find(".more a").TextContent, section.Find(".more a").GetAttribute("href")));
    }

    [Fact]
    public void Chapters_that_are_still_read_and_those_that_could_not_be()
    {
        var question = new ReportQuestion(Assert.IsType<Outcome<ReportPeriod>.Done>(ReportPeriod.Of(new(2026, 10, 1), new(2026, 10, 31), "UTC")).Value, Comparison.Month, "", null);
        var head = new ReportHead("availability", "Availability", "How much?", Audience.Management);
        Assert.Single(Render<ChapterSection>(parameters => parameters.Add(one => one.Head, head).Add(one => one.Chapter, null).Add(one => one.Question, question).Add(one => one.Here, anchor => anchor)).FindAll("[aria-busy=true]"));
        var failed = Render<ChapterSection>(parameters => parameters.Add(one => one.Head, head).Add(one => one.Chapter, new(head, null, "The disk is full.")).Add(one => one.Question, question).Add(one => one.Here, anchor => anchor));
        Assert.Equal("The disk is full.", failed.Find("[role=alert]").TextContent);
    }

    private IRenderedComponent<MonthlyReviewPage> Opened(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/reports/monthly-review?{query}");
        var page = Render<MonthlyReviewPage>();
        page.WaitForState(() => page.FindAll("section[aria-labelledby='story-title'] progress").Count == 0, TimeSpan.FromSeconds(60));
        return page;
    }
}
