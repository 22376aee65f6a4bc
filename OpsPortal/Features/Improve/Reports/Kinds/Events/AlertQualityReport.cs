using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>Whether what reached people was worth their time, and what was not.</summary>
internal sealed class AlertQualityReport(EventReading reading, EventRows rows, NoiseBudget budget) : IReport
{
    private static readonly IReadOnlyList<TableColumn> Columns = [new("Reached people", Unit.Count), new("Actionable", Unit.Count), new("Noise", Unit.Count), new("Undecided", Unit.Count), new("Actionable share", Unit.Share), new("Noise a week", Unit.Rate)];

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Reached people", "Events that no silence, maintenance window or group kept from the queue, or that somebody took on or judged all the same."),
        new("Actionable", "Marked so; or acknowledged and then worked: somebody commented, assigned or escalated it or wrote a note when resolving it, or an automation ran for it."),
        new("Noise", "Marked so; or closed without work; or over before anybody looked."),
        new("Undecided", "Neither: still open, or looked at and over without work while nobody has said what it was. Never counted as good."),
        new("Actionable share", "Actionable ÷ all that reached people."),
        new("Noise a week", "Noise ÷ days of the period × 7."),
        new("Noise budget", "How many events a week that nobody works a rule or monitor is allowed. Held against each week, from Monday in UTC, that begins in the period; the running week as far as it has come."),
    ];

    public ReportHead Head { get; } = new("alert-quality", "Alert quality and noise", "Is what reaches people worth their time, and which rules waste it?", Audience.Desk);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var picture = await reading.ReadAsync(question, stopping);
        var (now, before) = (picture.Total.Quality, picture.Before?.Quality);
        var rules = await budget.ReadAsync(question, stopping);
        List<Figure> figures =
        [
            Figures.Ratio("actionable-share", "Actionable share", now.ActionableShare, before?.ActionableShare, "events that reached people") with { LessIsBetter = false },
            Figures.Ratio("noise-share", "Noise share", now.NoiseShare, before?.NoiseShare, "events that reached people") with { LessIsBetter = true },
            Figures.Count("reached", "Reached people", now.Reached, before?.Reached) with { HasRows = true, LessIsBetter = true },
            Figures.Count("actionable", "Actionable", now.Actionable, before?.Actionable) with { HasRows = true },
            Figures.Count("noise", "Noise", now.Noise, before?.Noise) with { HasRows = true, LessIsBetter = true },
            Figures.Count("undecided", "Undecided", now.Undecided, before?.Undecided) with { HasRows = true },
            Figures.Count("over-budget", "Rules over their noise budget", rules.Count(rule => rule.Over > 0)) with { HasRows = true, LessIsBetter = true },
        ];
        var chart = EventTables.Chart(picture, question.Period, "quality-over-time", "What reached people", $"By {question.Period.StretchName}: worth somebody's time, not worth it, and not known yet.", Unit.Count,
            ("Actionable", tally => tally.Actionable), ("Undecided", tally => tally.Undecided), ("Noise", tally => tally.Noise));
        return new(Head, question.Period, question.Compared, Story(question, figures, picture, rules), figures, [chart], [budget.Table(rules), .. EventTables.ByEach(picture, Columns, tally => Cells(tally, question.Period))], Definitions, picture.Notes);
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping) =>
        figure == "over-budget" ? await budget.PageAsync(question, cursor, limit, stopping) : await rows.PageAsync(question, figure, cursor, limit, stopping);

    private static IReadOnlyList<Cell> Cells(EventTally tally, ReportPeriod period) =>
        [Cell.Of(tally.Quality.Reached), Cell.Of(tally.Actionable), Cell.Of(tally.Noise), Cell.Of(tally.Undecided), Cell.Of(tally.Quality.ActionableShare.Value), Cell.Of(tally.Noise * 7.0 / period.Days)];

    private static IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures, EventPicture picture, IReadOnlyList<BudgetedRule> rules)
    {
        var (now, story) = (picture.Total.Quality, new StoryTeller(question.Compared));
        if (now.Reached == 0) return story.Happened($"No event reached anybody in {Days(question.Period)}.", "reached").Sentences;
        story.Happened($"Of {Many(now.Reached, "event")} that reached people, {Of(now.Actionable, Unit.Count)} were actionable, {Of(now.Noise, Unit.Count)} were noise, and of {Of(now.Undecided, Unit.Count)} nobody can tell yet.", "actionable-share")
            .Changed(figures[0], "The actionable share").Changed(figures[4], "Noise");
        foreach (var (origin, tally) in picture.By(key => key.Origin).Where(one => one.Tally.Noise >= 10 && one.Tally.Noise * 2 > one.Tally.Quality.Reached).OrderByDescending(one => one.Tally.Noise).Take(3))
            story.LookAt(true, $"{Capital(picture.OriginName(origin))} made {Many(tally.Noise, "noise event")}, {Of(tally.Quality.NoiseShare.Value, Unit.Share)} of what it sent to people.", "by-rule");
        if (rules.Count > 0 && rules[0].Over > 0) story.LookAt(true, $"{rules[0].Name} made {Many(rules[0].Worst, "noise event")} in a week, with {rules[0].Budget} allowed.", "noise-budget");
        return story.CannotSay(now.Undecided * 2 > now.Reached, $"More than half of what reached people is undecided, so neither share says much. Marking events as actionable or noise settles it.", "undecided").Sentences;
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
