using OpsPortal.Domain.Improve.Dora;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Deliver;

/// <summary>The five metrics of DORA, and what went wrong where.</summary>
internal sealed class DeploymentsReport(DeploymentReading reading) : IReport
{
    private static readonly IReadOnlyList<TableColumn> Columns = [new("Deployments", Unit.Count), new("Succeeded", Unit.Share), new("Failed", Unit.Count), new("Change fail rate", Unit.Share), new("Rework", Unit.Count), new("Recovery, median", Unit.Duration), new("Lead time, median", Unit.Duration)];

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Deployment", "To production, over in the period: carried out by the portal, or told of by a pipeline and not part of one of the portal's own. One that is taken back later is still one."),
        new("Change lead time", Say($"From when the oldest of the commits that were deployed was written until it ran in production, of those that succeeded and whose commits were told when pushed; of the last {CommitTimes.Most} at most.")),
        new("Deployment frequency", "Deployments ÷ weeks of the period."),
        new("Failed", "Given up or aborted; rolled back; followed within 24 hours by a hotfix of the same service; or linked to an incident of P1 or P2. Each deployment counts once, for the first of these that holds."),
        new("Linked to an incident", "Explicit: the cause, review or lesson of the incident names the deployment (DEP-12) or its change (CHG-12). Inferred, where none is named: it was the last of the service before the incident, and ended at most 4 hours before. Inferred ones are marked."),
        new("Change fail rate", "Failed deployments ÷ deployments."),
        new("Failed deployment recovery time", "From the failed deployment to recovery: until it was rolled back, until the next of the same services succeeded, or until the incident was resolved. Looked for until 30 days after the period."),
        new("Deployment rework rate", "Hotfixes, and deployments that their pipeline says were caused by an incident ÷ deployments."),
    ];

    public ReportHead Head { get; } = new("deployments", "Deployments", "How fast do changes reach production, how often do they fail, and how soon is it well again?", Audience.Delivery);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var all = await reading.ReadAsync(question, question.Period, stopping);
        var facts = all.Select(one => one.Facts).ToList();
        var earlier = question.Compared is { } compared ? (await reading.ReadAsync(question, compared, stopping)).Select(one => one.Facts).ToList() : null;
        var now = DoraMetrics.Of(facts, question.Period.End - question.Period.Start);
        var before = earlier is null || question.Compared is not { } then ? null : DoraMetrics.Of(earlier, then.End - then.Start);
        List<Figure> figures =
        [
            Figures.Time("lead-time", "Change lead time, median", now.LeadTime, before?.LeadTime, spread => spread.Median, "deployments whose commits are known") with { HasRows = true },
            Figures.Time("lead-time-p90", "Change lead time, p90", now.LeadTime, before?.LeadTime, spread => spread.P90, "deployments whose commits are known") with { HasRows = true },
            new Figure("frequency", "Deployments a week", Unit.Rate, now.PerWeek, now.Deployments) { Before = before?.PerWeek, LessIsBetter = false },
            Figures.Ratio("fail-rate", "Change fail rate", now.Failed, before?.Failed, "deployments") with { LessIsBetter = true },
            Figures.Time("recovery", "Failed deployment recovery time, median", now.Recovery, before?.Recovery, spread => spread.Median, "failed deployments that have recovered") with { HasRows = true },
            Figures.Ratio("rework-rate", "Deployment rework rate", now.Rework, before?.Rework, "deployments") with { LessIsBetter = true },
            Figures.Count("deployments", "Deployments", now.Deployments, before?.Deployments) with { HasRows = true },
            Figures.Count("failed", "Failed deployments", now.Failed.Part, before?.Failed.Part) with { HasRows = true, LessIsBetter = true },
            Figures.Count("failed-inferred", "Failed by an inferred link alone", facts.Count(one => one.Cause == FailureCause.ProbableIncident)) with { HasRows = true },
            Figures.Count("not-recovered", "Not recovered yet", now.NotRecovered, before?.NotRecovered) with { HasRows = true, LessIsBetter = true },
            Figures.Count("rework", "Rework", now.Rework.Part, before?.Rework.Part) with { HasRows = true, LessIsBetter = true },
        ];
        var chart = ChartLabels.Chart(question.Period, "deployments-over-time", "Deployments", $"By {question.Period.StretchName}: those that held and those that count as failed.", Unit.Count, facts, one => one.EndedAt,
            ("Held", part => part.Count(one => !one.CountsAsFailed)), ("Failed", part => part.Count(one => one.CountsAsFailed)));
        return new(Head, question.Period, question.Compared, Story(question, figures, now, facts), figures, [chart], [.. Tables(facts, question.Period), FiveByService(question, facts, earlier)], Definitions, []);
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping) => Behind(figure) is { } behind
        ? RowCursor.Page((await reading.ReadAsync(question, question.Period, stopping)).Where(one => behind(one.Facts)), cursor, limit, Row, one => one.Cursor)
        : null;

    private static ReportRow Row(ReportedDeployment one) => new(one.Facts.Reference, one.Href, string.Join(", ", one.Facts.Services), one.Facts.Services.FirstOrDefault() ?? "", one.Facts.EndedAt, CauseWord(one.Facts.Cause));

    private static Func<DeploymentFacts, bool>? Behind(string figure) => figure switch
    {
        "deployments" => _ => true,
        "failed" => one => one.CountsAsFailed,
        "failed-inferred" => one => one.Cause == FailureCause.ProbableIncident,
        "recovery" => one => one.Recovery is not null,
        "not-recovered" => one => one.CountsAsFailed && one.Recovery is null,
        "rework" => one => one.IsRework,
        "lead-time" or "lead-time-p90" => one => !one.IsFailed && !one.IsRolledBack && one.WrittenAt is not null,
        _ => null,
    };

    private IReadOnlyList<ReportTable> Tables(List<DeploymentFacts> facts, ReportPeriod period) =>
    [
        By("by-service", "By service", "Service", facts.SelectMany(one => one.Services.Select(service => (Key: service, one))), key => Cell.Of(reading.Names.Service(key), reading.Names.Href(key)), period),
        By("by-team", "By team", "Team", facts.SelectMany(one => one.Services.Select(reading.Names.TeamOf).Distinct().Select(team => (Key: team, one))), key => Cell.Of(key), period),
        By("by-model", "By model", "Model", facts.Select(one => (Key: one.Model, one)), key => Cell.Of(key), period),
        new("by-cause", "Failures by cause", [new("Cause", null), new("Deployments", Unit.Count)],
            [.. facts.Where(one => one.CountsAsFailed).CountBy(one => one.Cause).OrderBy(cause => cause.Key).Select(cause => (IReadOnlyList<Cell>)[Cell.Of(CauseWord(cause.Key)), Cell.Of(cause.Value)])]),
    ];

    /// <summary>Each application by itself, beside how it was: they are never blended into one.</summary>
    private ReportTable FiveByService(ReportQuestion question, List<DeploymentFacts> facts, List<DeploymentFacts>? earlier)
    {
        var before = earlier is not null && question.Compared is { } then ? ByService(earlier, then) : null;
        return new("five-by-service", "The five metrics by application",
            [new("Application", null), new("Lead time, median", Unit.Duration), new("before", Unit.Duration), new("Deployments a week", Unit.Rate), new("before", Unit.Rate), new("Fail rate", Unit.Share), new("before", Unit.Share), new("Recovery, median", Unit.Duration), new("before", Unit.Duration), new("Rework rate", Unit.Share), new("before", Unit.Share)],
            [.. from one in ByService(facts, question.Period)
                let was = before?.GetValueOrDefault(one.Key)
                orderby one.Value.Deployments descending, one.Key
                select (IReadOnlyList<Cell>)
                [
                    Cell.Of(reading.Names.Service(one.Key), reading.Names.Href(one.Key)), Figures.Seconds(one.Value.LeadTime.Median), Figures.Seconds(was?.LeadTime.Median), Cell.Of(one.Value.PerWeek), Cell.Of(before is null ? null : was?.PerWeek ?? 0),
                    Cell.Of(one.Value.Failed.Value), Cell.Of(was?.Failed.Value), Figures.Seconds(one.Value.Recovery.Median), Figures.Seconds(was?.Recovery.Median), Cell.Of(one.Value.Rework.Value), Cell.Of(was?.Rework.Value),
                ]]);

        static Dictionary<string, DoraMetrics> ByService(List<DeploymentFacts> all, ReportPeriod period) =>
            all.SelectMany(one => one.Services.Distinct().Select(service => (service, one))).GroupBy(one => one.service, one => one.one, StringComparer.Ordinal).ToDictionary(part => part.Key, part => DoraMetrics.Of([.. part], period.End - period.Start), StringComparer.Ordinal);
    }

    private static ReportTable By(string key, string title, string head, IEnumerable<(string Key, DeploymentFacts One)> all, Func<string, Cell> name, ReportPeriod period) => new(key, title, [new(head, null), .. Columns],
    [
        .. from part in all.GroupBy(one => one.Key, one => one.One)
           let metrics = DoraMetrics.Of([.. part], period.End - period.Start)
           orderby metrics.Deployments descending, part.Key
           select (IReadOnlyList<Cell>)[name(part.Key), Cell.Of(metrics.Deployments), Cell.Of(metrics.Failed.Rest), Cell.Of(metrics.Failed.Part), Cell.Of(metrics.Failed.Value), Cell.Of(metrics.Rework.Part), Figures.Seconds(metrics.Recovery.Median), Figures.Seconds(metrics.LeadTime.Median)],
    ]);

    private static string CauseWord(FailureCause cause) => cause switch
    {
        FailureCause.Failed => "given up or aborted",
        FailureCause.RolledBack => "rolled back",
        FailureCause.Hotfixed => "hotfixed",
        FailureCause.Incident => "incident, as somebody wrote",
        FailureCause.ProbableIncident => "incident, inferred",
        _ => "",
    };

    private IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures, DoraMetrics now, List<DeploymentFacts> facts)
    {
        var story = new StoryTeller(question.Compared);
        if (now.Deployments == 0) return story.Happened($"Nothing was deployed to production in {Days(question.Period)}.", "deployments").Sentences;
        story.Happened($"{Many(now.Deployments, "deployment")} went to production, {Of(now.PerWeek, Unit.Rate)} a week; {Of(now.Failed.Part, Unit.Count)} of them count as failed ({Of(now.Failed.Value, Unit.Share)}).", "deployments");
        foreach (var (key, subject) in new[] { ("frequency", "Deployments a week"), ("fail-rate", "The change fail rate"), ("recovery", "The median recovery time"), ("lead-time", "The median lead time") }) story.Changed(figures.First(figure => figure.Key == key), subject);
        var worst = facts.SelectMany(one => one.Services.Select(service => (service, one))).GroupBy(one => one.service).Select(part => (part.Key, Failed: part.Count(one => one.one.CountsAsFailed), All: part.Count())).Where(part => part.Failed >= 3).OrderByDescending(part => part.Failed).ThenBy(part => part.Key, StringComparer.Ordinal).FirstOrDefault();
        story.LookAt(worst.Failed * 4 >= worst.All && worst.Failed >= 3, $"{reading.Names.Service(worst.Key ?? "")} failed in {Of(worst.Failed, Unit.Count)} of {Many(worst.All, "deployment")}.", "by-service")
            .LookAt(now.NotRecovered > 0, $"Of {Many(now.NotRecovered, "failed deployment")} no recovery is known.", "not-recovered");
        return story.CannotSay(now.LeadTime.Count == 0, "No commits of these deployments are known, so the lead time cannot be said. Pipelines tell of commits when they push.", "lead-time")
            .CannotSay(facts.Exists(one => one.Cause == FailureCause.ProbableIncident), $"{Many(facts.Count(one => one.Cause == FailureCause.ProbableIncident), "failure")} {(facts.Count(one => one.Cause == FailureCause.ProbableIncident) == 1 ? "is" : "are")} inferred from an incident that followed; naming the deployment in the incident's cause or review settles it.", "failed-inferred").Sentences;
    }
}
