using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Respond;

/// <summary>Incidents, the problems behind them, and whether fixes hold.</summary>
internal sealed class IncidentsReport(IncidentReading incidents, ProblemReading problems) : IReport
{
    private static readonly IReadOnlyList<TableColumn> Columns = [new("Incidents", Unit.Count), new("P1 and P2", Unit.Count), new("Major", Unit.Count), new("Still open", Unit.Count), new("MTTR, median", Unit.Duration), new("p90", Unit.Duration)];

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Incident", "Opened in the period, with the priority that it has now."),
        new("MTTR", "Opened to resolved, of those that are over; time on hold counts. Percentiles of type 7, exact."),
        new("Missed", "Incidents that no event preceded, neither one of theirs nor any of their service or of one it needs: somebody noticed before the portal did. Duplicates, what was no fault, and incidents of no service are left out."),
        new("Problem", "Proposed in the period, or its fix came into place in the period."),
        new("Recurrence before and after", "How often what the problem is recognised by came back in 30 days, before the fix and since; occurrences close together are one recurrence. The verdict is a test, not a hope: it says when too little has been seen to tell."),
    ];

    public ReportHead Head { get; } = new("incidents", "Incidents and problems", "What broke, how long until it was well again, and do the fixes hold?", Audience.Management);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var now = await incidents.ReadAsync(question, question.Period, stopping);
        var before = question.Compared is { } compared ? await incidents.ReadAsync(question, compared, stopping) : null;
        var missed = await incidents.MissedAsync(question.Period, now, stopping);
        var missedBefore = before is not null && question.Compared is { } earlier ? (await incidents.MissedAsync(earlier, before, stopping)).Count : (int?)null;
        var found = await problems.ReadAsync(question, stopping);
        List<Figure> figures =
        [
            Figures.Count("incidents", "Incidents", now.Count, before?.Count) with { HasRows = true, LessIsBetter = true },
            Figures.Count("grave", "P1 and P2", now.Count(one => one.IsGrave), before?.Count(one => one.IsGrave)) with { HasRows = true, LessIsBetter = true },
            Figures.Count("major", "Major incidents", now.Count(one => one.IsMajor), before?.Count(one => one.IsMajor)) with { HasRows = true, LessIsBetter = true },
            Figures.Count("open", "Still open", now.Count(one => !one.IsOver), before?.Count(one => !one.IsOver)) with { HasRows = true, LessIsBetter = true },
            .. Figures.Times("resolved", "MTTR", IncidentReading.Over(now), before is null ? null : IncidentReading.Over(before), "incidents that are over"),
            Figures.Ratio("missed-share", "Missed by monitoring", new(missed.Count, now.Count), missedBefore is { } were ? new(were, before?.Count ?? 0) : null, "incidents") with { LessIsBetter = true },
            Figures.Count("missed", "Incidents that no event preceded", missed.Count, missedBefore) with { HasRows = true, LessIsBetter = true },
            Figures.Count("problems", "Problems proposed", found.Count(one => question.Period.Holds(one.ProposedAt))) with { HasRows = true },
            Figures.Count("fixed", "Fixes put in place", found.Count(one => one.FixedAt is { } at && question.Period.Holds(at))) with { HasRows = true },
            Figures.Count("fix-holds", "Fixes that hold so far", found.Count(one => one.IsFixedIn(question.Period) && one.Holds)) with { HasRows = true },
            .. Enum.GetValues<Priority>().Select(priority => Figures.Count(Key(priority), $"Incidents of {priority}", now.Count(one => one.Priority == priority), before?.Count(one => one.Priority == priority)) with { HasRows = true, LessIsBetter = true }),
        ];
        var chart = ChartLabels.Chart(question.Period, "incidents-over-time", "Incidents", $"Opened by {question.Period.StretchName}.", Unit.Count, now, one => one.OpenedAt, ("P3 to P5", part => part.Count(one => !one.IsGrave)), ("P1 and P2", part => part.Count(one => one.IsGrave)));
        return new(Head, question.Period, question.Compared, Story(question, figures, now, found), figures, [chart], Tables(now, found), Definitions, []);
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        Func<ReportedIncident, bool>? which = figure switch
        {
            "incidents" => _ => true,
            "grave" => one => one.IsGrave,
            "major" => one => one.IsMajor,
            "open" => one => !one.IsOver,
            _ when Enum.GetValues<Priority>().Any(priority => Key(priority) == figure) => one => Key(one.Priority) == figure,
            "resolved-median" or "resolved-p90" => one => one.IsOver,
            _ => null,
        };
        if (which is not null) return await incidents.PageAsync(question, which, cursor, limit, stopping);
        if (figure == "missed") return RowCursor.Page(await incidents.MissedAsync(question.Period, await incidents.ReadAsync(question, question.Period, stopping), stopping), cursor, limit, one => one.ToRow(), one => one.Cursor);
        Func<ReportedProblem, bool>? behind = figure switch
        {
            "problems" => one => question.Period.Holds(one.ProposedAt),
            "fixed" => one => one.IsFixedIn(question.Period),
            "fix-holds" => one => one.IsFixedIn(question.Period) && one.Holds,
            _ => null,
        };
        return behind is null ? null : RowCursor.Page((await problems.ReadAsync(question, stopping)).Where(behind), cursor, limit, one => one.ToRow(figure == "problems"), one => one.Cursor(figure == "problems"));
    }

    private IReadOnlyList<ReportTable> Tables(IReadOnlyList<ReportedIncident> now, IReadOnlyList<ReportedProblem> found) =>
    [
        By("by-service", "By service", "Service", now, one => one.Service, key => Cell.Of(incidents.Names.Service(key), incidents.Names.Href(key))),
        By("by-team", "By team", "Team", now, one => incidents.Names.TeamOf(one.Service), key => Cell.Of(key)),
        By("by-priority", "By priority", "Priority", now, one => one.Priority.ToString(), key => Cell.Of(key)),
        By("by-resolution", "By how they ended", "Resolution", now.Where(one => one.IsOver), one => one.Resolution is { } how ? ResolutionWord(how) : "not said", key => Cell.Of(key)),
        new("fixes", "Recurrence before and after each fix", [new("Problem", null), new("What", null), new("In 30 days before", Unit.Rate), new("In 30 days since", Unit.Rate), new("Verdict", null)],
            [.. found.Where(one => one.FixedAt is not null).OrderBy(one => one.FixedAt).Select(one => (IReadOnlyList<Cell>)[Cell.Of(one.Number.ToString(), $"/problems/{one.Number}"), Cell.Of(one.Title), Cell.Of(one.Before30), Cell.Of(one.Since30), Cell.Of(one.Verdict)])]),
    ];

    private static ReportTable By(string key, string title, string head, IEnumerable<ReportedIncident> all, Func<ReportedIncident, string> apart, Func<string, Cell> name) => new(key, title, [new(head, null), .. Columns],
    [
        .. from part in all.GroupBy(apart)
           let over = IncidentReading.Over(part)
           orderby part.Count() descending, part.Key
           select (IReadOnlyList<Cell>)[name(part.Key), Cell.Of(part.Count()), Cell.Of(part.Count(one => one.IsGrave)), Cell.Of(part.Count(one => one.IsMajor)), Cell.Of(part.Count(one => !one.IsOver)), Figures.Seconds(over.Median), Figures.Seconds(over.P90)],
    ]);

    private static string Key(Priority priority) => priority.ToString().ToLowerInvariant();

    private static string ResolutionWord(ResolutionCode how) => how switch
    {
        ResolutionCode.ChangeReversed => "change reversed",
        ResolutionCode.SelfCleared => "cleared by itself",
        ResolutionCode.NoFault => "no fault found",
        _ => how.ToString().ToLowerInvariant(),
    };

    private IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures, IReadOnlyList<ReportedIncident> now, IReadOnlyList<ReportedProblem> found)
    {
        var story = new StoryTeller(question.Compared);
        if (now.Count == 0) story.Happened($"No incident was opened in {Days(question.Period)}.", "incidents");
        else story.Happened($"{Many(now.Count, "incident")} {(now.Count == 1 ? "was" : "were")} opened, {Of(figures[1].Value, Unit.Count)} of them P1 or P2.", "incidents");
        story.Changed(figures[0], "The number of incidents").Changed(figures[4], "The median time to resolve");
        var worst = now.Where(one => one.Service.Length > 0).CountBy(one => one.Service).OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).FirstOrDefault();
        story.LookAt(worst.Value >= 3 && worst.Value * 4 >= now.Count, $"{incidents.Names.Service(worst.Key ?? "")} had {Many(worst.Value, "incident")}, {Of((double)worst.Value / Math.Max(now.Count, 1), Unit.Share)} of all.", "by-service")
            .LookAt(figures.First(figure => figure.Key == "missed").Value > 0, $"{Many(figures.First(figure => figure.Key == "missed").Value ?? 0, "incident")} came without an event before: monitoring did not notice first.", "missed");
        foreach (var worse in found.Where(one => one.GotWorse).Take(3)) story.LookAt(true, $"What {worse.Number} was to end comes more often since its fix.", "fixes");
        return story.CannotSay(found.Any(one => one.IsFixedIn(question.Period) && one.TooEarly), "Of some fixes too little has been seen to tell whether they hold.", "fixes").Sentences;
    }
}
