using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Review;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Improve.Reports.Review;

/// <summary>The review as it is read from rows: every report is a chapter, the month before is what it is held against, and one that fails spoils nothing.</summary>
public abstract class ReadingAMonth(TestDatabase database)
{
    private static readonly AskedReview January = new("2026-01", "UTC", null, null, null);

    [Fact]
    public async Task Every_report_is_a_chapter_in_managements_order_behind_the_scorecard()
    {
        await using var bench = await ReportBench.StartAsync(database);
        var review = await ReadAsync(bench, January);
        Assert.Equal(["scorecard", "incidents", "availability", "capacity", "improvements", "deployments", "changes", "maintenance", "event-volume", "alert-quality", "response-times", "detection-latency", "handoffs"], review.Chapters.Select(chapter => chapter.Head.Name));
        Assert.Equal("Nothing was recorded in January 2026.", Assert.Single(review.Story).Text);
        Assert.Contains(review.Chapters[0].Notes, note => note.StartsWith("The month is not over", StringComparison.Ordinal));
        Assert.All(review.Chapters, chapter => Assert.Equal(new DateOnly(2025, 12, 1), chapter.Compared!.From));
    }

    /// <summary>December has two incidents (one P1), January three of P2: the number rises by half though January is as long.</summary>
    [Fact]
    public async Task Figures_are_held_against_the_calendar_month_before()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await LayInAsync(bench, (1, "2025-12-01T00:00:00Z", Priority.P1), (2, "2025-12-31T23:59:59Z", Priority.P4), (3, "2026-01-01T00:00:00Z", Priority.P2), (4, "2026-01-02T08:00:00Z", Priority.P2), (5, "2026-01-20T08:00:00Z", Priority.P2));
        var review = await ReadAsync(bench, January);
        var figure = review.Chapters.Single(chapter => chapter.Head.Name == "incidents").Find("incidents")!;
        Assert.Equal((3.0, 2.0, 0.5), (figure.Value, figure.Before, figure.Movement.Ratio));
        var card = review.Chapters[0];
        Assert.Equal((0.0, 1.0), (card.Find("incidents-p1")!.Value, card.Find("incidents-p1")!.Before));
        Assert.Equal((3.0, 0.0), (card.Find("incidents-p2")!.Value, card.Find("incidents-p2")!.Before));
        var alone = await ReadAsync(bench, January with { Compare = "none" });
        Assert.Null(alone.Compared);
        Assert.All(alone.Chapters.SelectMany(chapter => chapter.Figures), one => Assert.Null(one.Before));
        Assert.Equal(new DateOnly(2025, 1, 1), (await ReadAsync(bench, January with { Compare = "year" })).Compared!.From);
    }

    [Fact]
    public async Task The_same_rows_make_the_same_document()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await bench.TeamAsync("Shop", "checkout", "search", "mail");
        await new RandomShift(bench, 81).GoOnAsync(raised: 60, acts: 60);
        await LayInAsync(bench, (1, "2026-01-05T00:00:00Z", Priority.P1), (2, "2026-01-05T00:00:00Z", Priority.P4));
        await bench.RollUpAsync();
        var (one, two) = (await ReadAsync(bench, January), await ReadAsync(bench, January));
        Assert.Equal(JsonSerializer.Serialize(ReviewBody.Of(one, Question(bench, January))), JsonSerializer.Serialize(ReviewBody.Of(two, Question(bench, January))));
        Assert.True(one.Story.Count is > 2 and <= ReviewStory.MostSentences);
        Assert.All(one.Story, sentence => Assert.Contains(one.Chapters, chapter => sentence.Href == $"#{chapter.Head.Name}" || chapter.TitleOf(sentence.Evidence.Split('/')[^1]) != "Evidence"));
    }

    [Fact]
    public async Task A_chapter_that_fails_says_so_and_the_others_are_there()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await LayInAsync(bench, (1, "2026-01-05T00:00:00Z", Priority.P1));
        using var reader = new MonthlyReviewReader(new([.. bench.GetAll<IReport>(), new Broken()]), bench.Get<Catalogue>(), bench.Clock, NullLogger<MonthlyReviewReader>.Instance);
        var review = Assert.IsType<Outcome<ReportDocument>.Done>(await reader.ReadAsync(ReportBench.Admin, Question(bench, January), ReportBench.Stopping)).Value;
        var broken = review.Chapters.Single(chapter => chapter.Head.Name == "broken");
        Assert.StartsWith("This chapter could not be read", Assert.Single(broken.Notes), StringComparison.Ordinal);
        Assert.Contains(review.Story, sentence => sentence is { Kind: SentenceKind.Unknown, Text: "Broken could not be read, so nothing is said of it." });
        Assert.Equal(1, review.Chapters.Single(chapter => chapter.Head.Name == "incidents").Find("incidents")!.Value);
    }

    /// <summary>Entered and done in January; 9 before and 4 after: better. One is proposed since 3 January.</summary>
    [Fact]
    public async Task What_was_improved_stands_with_its_measure_before_and_after_and_what_is_to_be_decided_beside_it()
    {
        await using var bench = await ReportBench.StartAsync(database);
        var (at, olga) = (new DateTimeOffset(2026, 1, 3, 9, 0, 0, TimeSpan.Zero), new Actor(PersonId.New(bench.Now), "Olga", "olga@example.org", Permissions.All, ""));
        await using (var db = bench.Open())
        {
            var done = Done(Improvement.Enter(new(1), new() { Title = "Answer calls sooner", MeasureWhat = "Minutes to the first answer", MeasureUnit = "min" }, olga, at));
            Done(done.TakeMeasure(new(9, at.AddDays(-1), at, "Olga"), olga, at));
            Done(done.TakeOn(olga, at));
            Done(done.Finish("Two more on the desk", olga, at.AddDays(5)));
            Done(done.TakeMeasure(new(4, at.AddDays(5), at.AddDays(6), "Olga"), olga, at.AddDays(7)));
            db.AddRange(done, Done(Improvement.Enter(new(2), new() { Title = "Write it down" }, olga, at)));
            await db.SaveChangesAsync(ReportBench.Stopping);
        }

        var review = await ReadAsync(bench, January);
        var chapter = review.Chapters.Single(one => one.Head.Name == "improvements");
        Assert.Equal((1.0, 1.0, 1.0, 2.0, 1.0), (chapter.Find("done")!.Value, chapter.Find("measured")!.Value, chapter.Find("better")!.Value, chapter.Find("entered")!.Value, chapter.Find("to-decide")!.Value));
        var row = Assert.Single(chapter.Tables.Single(table => table.Key == "improved").Rows);
        Assert.Equal(("IMP-1", 9.0, 4.0, "better"), (row[0].Text, row[4].Number, row[5].Number, row[6].Text));
        Assert.Equal("IMP-2", Assert.Single(chapter.Tables.Single(table => table.Key == "decisions").Rows)[0].Text);
        Assert.Equal(["IMP-2", "IMP-1"], chapter.Tables.Single(table => table.Key == "agenda").Rows.Select(one => one[0].Text));
        foreach (var figure in chapter.Figures.Where(figure => figure.HasRows)) Assert.Equal((figure.Key, figure.N), (figure.Key, (await bench.RowsAsync("improvements", Question(bench, January), figure.Key)).Count));
        Assert.Contains(review.Story, sentence => sentence.Text.StartsWith("1 improvement was carried out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-02", null, null, "report.invalid-month")]
    [InlineData("last", null, null, "report.invalid-month")]
    [InlineData("1990-01", null, null, "report.invalid-period")]
    [InlineData("2026-01", "Mars", null, "report.invalid-zone")]
    [InlineData("2026-01", null, "before", "report.invalid-comparison")]
    [InlineData("2026-01", null, "3", "report.invalid-comparison")]
    public void What_cannot_be_asked_is_refused(string month, string? zone, string? compare, string code) =>
        Assert.Equal(code, new AskedReview(month, zone, null, null, compare).Read(new(2026, 1, 28, 12, 0, 0, TimeSpan.Zero), "UTC").Refusal?.Code);

    [Fact]
    public async Task Who_may_not_read_reports_reads_no_review()
    {
        await using var bench = await ReportBench.StartAsync(database);
        Assert.Equal(Refusals.ForbiddenCode, (await bench.Get<MonthlyReviewReader>().ReadAsync(new(null, "Mona", "", new HashSet<string> { Permissions.EventsRead }, ""), Question(bench, January), ReportBench.Stopping)).Refusal?.Code);
    }

    private static async Task<ReportDocument> ReadAsync(ReportBench bench, AskedReview asked) =>
        Assert.IsType<Outcome<ReportDocument>.Done>(await bench.Get<MonthlyReviewReader>().ReadAsync(ReportBench.Admin, Question(bench, asked), ReportBench.Stopping)).Value;

    private static ReportQuestion Question(ReportBench bench, AskedReview asked) => Assert.IsType<Outcome<ReportQuestion>.Done>(asked.Read(bench.Now, "UTC")).Value;

    private static T Done<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException(outcome.Refusal?.Code);

    private static async Task LayInAsync(ReportBench bench, params (long Number, string At, Priority Priority)[] incidents)
    {
        await using var db = bench.Open();
        db.AddRange(incidents.Select(one => Done(Incident.Open(new(one.Number), "It is down", "checkout", one.Priority, ReportBench.Admin, DateTimeOffset.Parse(one.At, System.Globalization.CultureInfo.InvariantCulture)))));
        await db.SaveChangesAsync(ReportBench.Stopping);
    }

    private sealed class Broken : IReport
    {
        public ReportHead Head { get; } = new("broken", "Broken", "What?", Audience.Desk);

        public Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping) => throw new InvalidOperationException("Broken on purpose.");

        public Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping) => Task.FromResult<Page<ReportRow>?>(null);
    }
}

public sealed class ReadingAMonthOnSqlite(SqliteDatabase database) : ReadingAMonth(database), IClassFixture<SqliteDatabase>;

public sealed class ReadingAMonthOnPostgres(PostgresDatabase database) : ReadingAMonth(database), IClassFixture<PostgresDatabase>;
