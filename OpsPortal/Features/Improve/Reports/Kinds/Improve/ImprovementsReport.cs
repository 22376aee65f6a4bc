using System.Globalization;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Advice.Components;
using OpsPortal.Features.Improve.Improvements.Components;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Improve;

/// <summary>What became better and by how much, and what is to be decided next.</summary>
internal sealed class ImprovementsReport(ImprovementReading reading, TimeProvider clock) : IReport
{
    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Done", "Somebody said in the period that it was carried out, and nobody has taken it up again since."),
        new("Measured", "Its effect was measured in the period, over as long a time as before it; better and worse are as its measure says."),
        new("Advice", "What would make a rule quieter and was put in force in the period: the events that were foreseen from the past, and those that were counted afterwards over as long a time."),
        new("Open decision", "Waits now, whatever the period: an improvement or a problem that is proposed, a change whose approval is asked for."),
        new("Agenda", "What the next review of the register looks at, as of now: what is overdue, to be decided, and what was measured or entered since the last."),
    ];

    public ReportHead Head { get; } = new("improvements", "Improvements and decisions", "What became better, by how much, and what is to be decided?", Audience.Management);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var (period, now) = (question.Period, await reading.ReadAsync(question, question.Period, stopping));
        var before = question.Compared is { } compared ? await reading.ReadAsync(question, compared, stopping) : null;
        var (applied, decisions, agenda) = (await reading.AppliedAsync(question, stopping), await reading.DecisionsAsync(question, stopping), await reading.AgendaAsync(question, stopping));
        List<Figure> figures =
        [
            Count("done", "Done", (one, of) => one.IsDoneIn(of)) with { LessIsBetter = false },
            Count("measured", "Effects measured", (one, of) => one.IsMeasuredIn(of)),
            Count("better", "Became better", IsBetter) with { LessIsBetter = false },
            Count("worse", "Became worse", IsWorse) with { LessIsBetter = true },
            Count("entered", "Entered", (one, of) => of.Holds(one.EnteredAt)),
            Figures.Count("advice-applied", "Advice applied", applied.Count),
            Figures.Count("to-decide", "Open decisions", decisions.Count) with { HasRows = true, LessIsBetter = true },
        ];
        var chart = ChartLabels.Chart(period, "done-over-time", "Improvements done", $"By {period.StretchName}.", Unit.Count, [.. now.Where(one => one.IsDoneIn(period))], one => one.EndedAt!.Value, ("Done", part => part.Count));
        return new(Head, period, question.Compared, Story(question, now, decisions, agenda.Count(one => one.Why == "Overdue")), figures, [chart], [Improved(now, period), Decisions(decisions, period), Agenda(agenda, period), Advice(applied)], Definitions, []);

        Figure Count(string key, string title, Func<ReportedImprovement, ReportPeriod, bool> which) =>
            Figures.Count(key, title, now.Count(one => which(one, period)), before?.Count(one => question.Compared is { } then && which(one, then))) with { HasRows = true };
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        if (figure == "to-decide") return RowCursor.Page(await reading.DecisionsAsync(question, stopping), cursor, limit, one => new(one.Reference, one.Href, one.Title, one.Service, one.Since, one.Kind), one => new(one.Since, one.Place));
        Func<ReportedImprovement, DateTimeOffset?>? when = figure switch
        {
            "done" => one => one.IsDoneIn(question.Period) ? one.EndedAt : null,
            "measured" => one => one.IsMeasuredIn(question.Period) ? one.MeasuredAt : null,
            "better" => one => IsBetter(one, question.Period) ? one.MeasuredAt : null,
            "worse" => one => IsWorse(one, question.Period) ? one.MeasuredAt : null,
            "entered" => one => question.Period.Holds(one.EnteredAt) ? one.EnteredAt : null,
            _ => null,
        };
        if (when is null) return null;
        return RowCursor.Page((await reading.ReadAsync(question, question.Period, stopping)).Where(one => when(one) is not null), cursor, limit,
            one => new(one.Number.ToString(), $"/improvements/{one.Number}", one.Title, one.Service, when(one)!.Value, one.Measure is null ? "" : ImprovementWords.Of(one.Measure)), one => new(when(one)!.Value, one.Number.Value));
    }

    private static bool IsBetter(ReportedImprovement one, ReportPeriod period) => one.IsMeasuredIn(period) && one.Measure?.IsBetter == true;

    private static bool IsWorse(ReportedImprovement one, ReportPeriod period) => one.IsMeasuredIn(period) && one.Measure?.IsBetter == false;

    private ReportTable Improved(IReadOnlyList<ReportedImprovement> now, ReportPeriod period) => new("improved", "What was improved",
        [new("Improvement", null), new("What", null), new("Service", null), new("Measured by", null), new("Before", Unit.Rate), new("After", Unit.Rate), new("Effect", null)],
        [.. now.Where(one => one.IsDoneIn(period) || one.IsMeasuredIn(period)).Select(one => (IReadOnlyList<Cell>)[Cell.Of(one.Number.ToString(), $"/improvements/{one.Number}"), Cell.Of(one.Title), Service(one.Service), Cell.Of(one.Measure?.What ?? ""), Cell.Of(one.Measure?.Before?.Value), Cell.Of(one.Measure?.After?.Value), Cell.Of(Effect(one.Measure))])]);

    private ReportTable Decisions(IReadOnlyList<OpenDecision> open, ReportPeriod period) => new("decisions", "Open decisions", [new("Number", null), new("What", null), new("Kind", null), new("Service", null), new("Waits since", null)],
        [.. open.Select(one => (IReadOnlyList<Cell>)[Cell.Of(one.Reference, one.Href), Cell.Of(one.Title), Cell.Of(one.Kind), Service(one.Service), Cell.Of(Day(one.Since, period))])]);

    private ReportTable Agenda(IReadOnlyList<(Improvements.Queries.ImprovementRow Row, string Why)> agenda, ReportPeriod period) => new("agenda", "Agenda of the next review", [new("Improvement", null), new("What", null), new("Why", null), new("Service", null), new("Owner", null), new("Due", null)],
        [.. agenda.Select(one => (IReadOnlyList<Cell>)[Cell.Of(one.Row.Number.ToString(), $"/improvements/{one.Row.Number}"), Cell.Of(one.Row.Title), Cell.Of(one.Why), Service(one.Row.Service), Cell.Of(one.Row.Owner.Length > 0 ? one.Row.Owner : "nobody yet"), Cell.Of(one.Row.DueAt is { } due ? Day(due, period) : "not dated")])]);

    private static ReportTable Advice(IReadOnlyList<AppliedAdvice> applied) => new("advice", "Advice on noise that was applied", [new("Rule or monitor", null), new("Advice", null), new("State", null), new("Fired before", Unit.Count), new("Predicted", Unit.Count), new("Counted before", Unit.Count), new("Counted after", Unit.Count)],
        [.. applied.Select(one => (IReadOnlyList<Cell>)[Cell.Of(one.Name, $"/improvements/noise/{one.Rule}"), Cell.Of(AdviceWords.Of(one.Advice.Kind)), Cell.Of(one.Advice.State == AdviceState.Undone ? "undone" : one.Advice.EventsAfter is null ? "being measured" : "measured"),
            Cell.Of(one.Advice.BackTest.Fired), Cell.Of(one.Advice.BackTest.WouldFire), Cell.Of(one.Advice.EventsBefore), Cell.Of(one.Advice.EventsAfter)])]);

    private IReadOnlyList<Sentence> Story(ReportQuestion question, IReadOnlyList<ReportedImprovement> now, IReadOnlyList<OpenDecision> open, int overdue)
    {
        var (period, story) = (question.Period, new StoryTeller(question.Compared));
        var (done, measured, better, worse) = (now.Count(one => one.IsDoneIn(period)), now.Count(one => one.IsMeasuredIn(period)), now.Count(one => IsBetter(one, period)), now.Count(one => IsWorse(one, period)));
        story.Happened(done + measured == 0 ? $"Nothing was improved in {Days(period)}." : $"{Many(done, "improvement")} {(done == 1 ? "was" : "were")} carried out and {Many(measured, "effect")} measured, of which {Of(better, Unit.Count)} became better.", "done");
        if (now.Where(one => IsBetter(one, period)).MaxBy(one => Math.Abs(one.Measure!.After!.Value - one.Measure.Before!.Value) / Math.Max(Math.Abs(one.Measure.Before.Value), 1)) is { } best)
            story.Happened($"{best.Number} did most: {ImprovementWords.Of(best.Measure)} ({best.Measure!.What}).", "improved");
        return story.LookAt(worse > 0, $"{Many(worse, "improvement")} made it worse.", "worse")
            .LookAt(open.Count > 0, $"{Many(open.Count, "decision")} {(open.Count == 1 ? "is" : "are")} open; the oldest waits {Of((clock.GetUtcNow() - (open.Count > 0 ? open[0].Since : clock.GetUtcNow())).TotalSeconds, Unit.Duration)}.", "decisions")
            .LookAt(overdue > 0, $"{Many(overdue, "improvement")} {(overdue == 1 ? "is" : "are")} overdue.", "agenda").Sentences;
    }

    private Cell Service(string key) => key.Length == 0 ? Cell.Of("") : Cell.Of(reading.Names.Service(key), reading.Names.Href(key));

    private static string Effect(Measure? measure) => measure switch
    {
        null => "nothing is measured",
        { IsBetter: true } => "better",
        { IsBetter: false } => "worse",
        { Before: not null, After: not null } => "no change",
        _ => "not measured yet",
    };

    private static string Day(DateTimeOffset at, ReportPeriod period) => ReportPeriod.DayOf(at, period.Zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
