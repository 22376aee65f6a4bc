using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Deliver;

/// <summary>How changes come to be carried out, and how many go past the usual way.</summary>
internal sealed class ChangesReport(ChangeReading reading) : IReport
{
    private static readonly IReadOnlyList<TableColumn> Columns = [new("Changes", Unit.Count), new("Emergency", Unit.Share), new("Break-glass", Unit.Count), new("Backed out", Unit.Count), new("At once with another", Unit.Count), new("Lead time, median", Unit.Duration), new("Approval waited, median", Unit.Duration)];

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Change", "Began in the period."),
        new("Lead time", "From the request until it was carried out, of those that stayed."),
        new("Emergency share", "Emergency changes ÷ all that began."),
        new("Break-glass", "Began without its approvals."),
        new("Approval waited", "From when approval was asked for until it was given or refused, all askings of a change together. Askings that were called off do not count."),
        new("At once with another", "Was being carried out while another change of one of its services was."),
        new("Backed out", "Taken back as its backout plan says."),
    ];

    public ReportHead Head { get; } = new("changes", "Changes", "How long do changes take, what waits for approval, and how many go past the usual way?", Audience.Delivery);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var now = await reading.ReadAsync(question, question.Period, stopping);
        var before = question.Compared is { } compared ? await reading.ReadAsync(question, compared, stopping) : null;
        List<Figure> figures =
        [
            Figures.Count("changes", "Changes", now.Count, before?.Count) with { HasRows = true },
            Figures.Ratio("emergency-share", "Emergency share", Of(now, IsEmergency), before is null ? null : Of(before, IsEmergency), "changes") with { LessIsBetter = true },
            .. Figures.Times("lead-time", "Lead time", Lead(now), before is null ? null : Lead(before), "changes that were carried out and stayed"),
            .. Figures.Times("waited", "Approval waited", Waited(now), before is null ? null : Waited(before), "changes whose approval was asked for and answered"),
            Count("emergency", "Emergency changes", IsEmergency),
            Count("break-glass", "Break-glass", one => one.BrokeGlass),
            Count("clashes", "At once with another", one => one.Clashes),
            Count("backed-out", "Backed out", one => one.IsBackedOut),
        ];
        var chart = ChartLabels.Chart(question.Period, "changes-over-time", "Changes", $"Begun by {question.Period.StretchName}.", Unit.Count, now, one => one.StartedAt,
            ("Standard", part => part.Count(one => one.Kind == ChangeKind.Standard)), ("Emergency", part => part.Count(IsEmergency)), ("Normal", part => part.Count(one => one.Kind == ChangeKind.Normal)));
        return new(Head, question.Period, question.Compared, Story(question, figures, now), figures, [chart], Tables(now), Definitions, []);

        Figure Count(string key, string title, Func<ReportedChange, bool> which) => Figures.Count(key, title, now.Count(which), before?.Count(which)) with { HasRows = true, LessIsBetter = true };
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        Func<ReportedChange, bool>? which = figure switch
        {
            "changes" => _ => true,
            "emergency" => IsEmergency,
            "break-glass" => one => one.BrokeGlass,
            "clashes" => one => one.Clashes,
            "backed-out" => one => one.IsBackedOut,
            "lead-time-median" or "lead-time-p90" => one => one.LeadTime is not null,
            "waited-median" or "waited-p90" => one => one.Waited is not null,
            _ => null,
        };
        return which is null ? null : RowCursor.Page((await reading.ReadAsync(question, question.Period, stopping)).Where(which), cursor, limit, one => one.ToRow(), one => one.Cursor);
    }

    private IReadOnlyList<ReportTable> Tables(IReadOnlyList<ReportedChange> now) =>
    [
        By("by-kind", "By kind", "Kind", now.Select(one => (one.Kind.ToString(), one)), key => Cell.Of(key)),
        By("by-service", "By service", "Service", now.SelectMany(one => one.Services.Select(service => (service, one))), key => Cell.Of(reading.Names.Service(key), reading.Names.Href(key))),
        By("by-team", "By team", "Team", now.SelectMany(one => one.Services.Select(reading.Names.TeamOf).Distinct().Select(team => (team, one))), key => Cell.Of(key)),
    ];

    private static ReportTable By(string key, string title, string head, IEnumerable<(string Key, ReportedChange One)> all, Func<string, Cell> name) => new(key, title, [new(head, null), .. Columns],
    [
        .. from part in all.GroupBy(one => one.Key, one => one.One)
           let changes = part.ToList()
           orderby changes.Count descending, part.Key
           select (IReadOnlyList<Cell>)
           [
               name(part.Key), Cell.Of(changes.Count), Cell.Of(Of(changes, IsEmergency).Value), Cell.Of(changes.Count(one => one.BrokeGlass)), Cell.Of(changes.Count(one => one.IsBackedOut)), Cell.Of(changes.Count(one => one.Clashes)),
               Figures.Seconds(Lead(changes).Median), Figures.Seconds(Waited(changes).Median),
           ],
    ]);

    private static IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures, IReadOnlyList<ReportedChange> now)
    {
        var story = new StoryTeller(question.Compared);
        if (now.Count == 0) return story.Happened($"No change began in {Days(question.Period)}.", "changes").Sentences;
        story.Happened($"{Many(now.Count, "change")} began; {Words.Of(figures[1].Value, Unit.Share)} were emergencies.", "changes");
        foreach (var (key, subject) in new[] { ("changes", "The number of changes"), ("emergency-share", "The emergency share"), ("lead-time-median", "The median lead time"), ("waited-median", "The median wait for approval") }) story.Changed(figures.First(figure => figure.Key == key), subject);
        var (broke, clashes, lead, waited) = (now.Count(one => one.BrokeGlass), now.Count(one => one.Clashes), Lead(now).Median, Waited(now).Median);
        return story.LookAt(broke > 0, $"{Many(broke, "change")} began without approval.", "break-glass")
            .LookAt(clashes > 0, $"{Many(clashes, "change")} {(clashes == 1 ? "was" : "were")} carried out while another change of the same service was.", "clashes")
            .LookAt(now.Count >= 10 && waited * 2 > lead, $"Half of the lead time is waiting for approval.", "waited-median").Sentences;
    }

    private static bool IsEmergency(ReportedChange one) => one.Kind == ChangeKind.Emergency;

    private static Share Of(IReadOnlyCollection<ReportedChange> all, Func<ReportedChange, bool> which) => new(all.Count(which), all.Count);

    private static Spread Lead(IEnumerable<ReportedChange> all) => Spread.Of(all.Select(one => one.LeadTime).OfType<TimeSpan>());

    private static Spread Waited(IEnumerable<ReportedChange> all) => Spread.Of(all.Select(one => one.Waited).OfType<TimeSpan>());
}
