using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Review;

namespace OpsPortal.Tests.Features.Improve.Reports.Review;

/// <summary>What stands on top of the review, from chapters that were made by hand.</summary>
public sealed class ChoosingSentences
{
    private static readonly ReportPeriod October = Assert.IsType<Outcome<ReportPeriod>.Done>(ReportPeriod.Of(new(2026, 10, 1), new(2026, 10, 31), "UTC")).Value;

    private static readonly string[] Names = ["incidents", "availability", "capacity", "improvements", "deployments", "changes", "maintenance", "event-volume", "alert-quality", "response-times", "detection-latency", "handoffs"];

    [Fact]
    public void One_sentence_says_what_happened_in_each_area_and_leads_to_its_chapter()
    {
        var told = ReviewStory.Of([.. Names.Select(name => Chapter(name, [Figure("x", 5, null, null), Figure("changes", 1, null, null)], Says(SentenceKind.Happened, $"{name} happened.", "x"), Says(SentenceKind.Happened, $"{name} again.", "x")))], "October 2026");
        Assert.Equal(["availability happened.", "incidents happened.", "event-volume happened.", "deployments happened.", "improvements happened."], told.Select(sentence => sentence.Text));
        Assert.Equal(("availability/x", "#availability-x"), (told[0].Evidence, told[0].Href));
    }

    /// <summary>Worse by 20 % and by half, neither by three quarters, better by 90 %: worse first, and of those the greater.</summary>
    [Fact]
    public void What_became_worse_comes_first_and_of_it_what_moved_most_and_each_chapter_once()
    {
        var told = ReviewStory.Of(
        [
            Chapter("incidents", [Figure("little", 120, 100, true), Figure("less", 119, 100, true)], Says(SentenceKind.Changed, "A fifth worse.", "little"), Says(SentenceKind.Changed, "Less than a fifth worse.", "less")),
            Chapter("availability", [Figure("half", 150, 100, true)], Says(SentenceKind.Changed, "Half worse.", "half")),
            Chapter("capacity", [Figure("neither", 175, 100, null)], Says(SentenceKind.Changed, "Three quarters more.", "neither")),
            Chapter("deployments", [Figure("better", 10, 100, true)], Says(SentenceKind.Changed, "Much better.", "better")),
            Chapter("changes", [Figure("changes", 1, null, null)]),
        ], "October 2026");
        Assert.Equal(["Half worse.", "A fifth worse.", "Three quarters more."], told.Select(sentence => sentence.Text));
    }

    [Fact]
    public void What_two_chapters_say_is_told_once()
    {
        var told = ReviewStory.Of([Chapter("incidents", [Figure("x", 20, 10, true)], Says(SentenceKind.Changed, "More incidents.", "x")), Chapter("event-volume", [Figure("x", 20, 10, true)], Says(SentenceKind.Changed, "More incidents.", "x")), Chapter("changes", [Figure("changes", 1, null, null)])], "October 2026");
        Assert.Equal("#incidents-x", Assert.Single(told).Href);
    }

    [Fact]
    public void It_is_never_longer_than_a_page_and_ends_with_what_cannot_be_said()
    {
        var told = ReviewStory.Of([.. Names.Select((name, at) => Chapter(name, [Figure("x", 20 + at, 10, true), Figure("changes", 1, null, null)], Says(SentenceKind.Happened, $"{name} happened.", "x"), Says(SentenceKind.Changed, $"{name} changed.", "x"), Says(SentenceKind.LookAt, $"Look at {name}.", "x"), Says(SentenceKind.Unknown, $"{name} is unknown.", "x")))], "October 2026");
        Assert.Equal(ReviewStory.MostSentences, told.Count);
        Assert.Equal([5, 3, 3, 1], told.GroupBy(sentence => sentence.Kind).Select(kind => kind.Count()));
        Assert.Equal(["handoffs changed.", "detection-latency changed.", "response-times changed."], told.Where(sentence => sentence.Kind == SentenceKind.Changed).Select(sentence => sentence.Text));
        Assert.Equal(["Look at incidents.", "Look at availability.", "Look at capacity."], told.Where(sentence => sentence.Kind == SentenceKind.LookAt).Select(sentence => sentence.Text));
    }

    [Fact]
    public void A_month_in_which_nothing_was_recorded_is_told_in_one_sentence()
    {
        var told = ReviewStory.Of([Chapter("incidents", [Figure("incidents", 0, null, true)], Says(SentenceKind.Happened, "No incident was opened.", "incidents")), Chapter("availability", [Figure("without-planned", null, null, false)], Says(SentenceKind.Unknown, "Nobody watches.", "without-planned"))], "March 2007");
        Assert.Equal("Nothing was recorded in March 2007.", Assert.Single(told).Text);
    }

    [Fact]
    public void A_chapter_that_could_not_be_read_is_named_and_what_is_there_is_told()
    {
        var told = ReviewStory.Of([Chapter("incidents", [Figure("incidents", 2, null, true)], Says(SentenceKind.Happened, "2 incidents were opened.", "incidents")), new(Head("availability"), null, "The disk is full.")], "October 2026");
        Assert.Equal(["2 incidents were opened.", "Title of availability could not be read, so nothing is said of it."], told.Select(sentence => sentence.Text));
    }

    [Fact]
    public void The_scorecard_keeps_areas_and_applications_apart_and_leaves_out_what_was_not_read()
    {
        var five = new ReportTable("five-by-service", "The five metrics by application", [new("Application", null)], [[Cell.Of("Checkout")], [Cell.Of("Search")]]);
        var card = Scorecard.Of(new(October, Comparison.Month, "", null), [Chapter("incidents", [Figure("p1", 3, 1, true), Figure("unlisted", 1, 1, true)]), Chapter("deployments", [Figure("fail-rate", 0.5, null, true)], tables: [five])], ["The month is not over."]);
        Assert.Equal(("incidents-p1", "Incidents: Title of p1", 3.0, 1.0), (Assert.Single(card.Figures).Key, card.Figures[0].Title, card.Figures[0].Value!.Value, card.Figures[0].Before!.Value));
        Assert.Equal(2, Assert.Single(card.Tables).Rows.Count);
        Assert.Equal(["The month is not over."], card.Notes);
    }

    internal static ReviewChapter Chapter(string name, IReadOnlyList<Figure> figures, params IReadOnlyList<Sentence> story) => Chapter(name, figures, [], story);

    internal static ReviewChapter Chapter(string name, IReadOnlyList<Figure> figures, IReadOnlyList<ReportTable> tables, params IReadOnlyList<Sentence> story) => new(Head(name), new(Head(name), October, October.MonthBefore, story, figures, [], tables, [], []));

    internal static Sentence Says(SentenceKind kind, string text, string evidence) => new(kind, text, evidence, $"#{evidence}");

    private static ReportHead Head(string name) => new(name, $"Title of {name}", "What?", Audience.Management);

    private static Figure Figure(string key, double? value, double? before, bool? less) => new(key, $"Title of {key}", Unit.Count, value, (long)(value ?? 0), value is null ? "Nobody watches." : "") { Before = before, LessIsBetter = less };
}
