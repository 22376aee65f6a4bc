using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Estate;

/// <summary>Planned maintenance as it was planned, and as it went.</summary>
internal sealed class MaintenanceReport(IDbContextFactory<OpsDb> databases, Catalogue catalogue) : IReport
{
    /// <summary>One time of a window that really began.</summary>
    /// <param name="PlannedEnd">As it was planned when it began; null: until somebody said so.</param>
    /// <param name="EndedAt">Null: it goes on.</param>
    private sealed record Worked(long Id, WindowNumber Window, string Title, IReadOnlyList<string> Services, DateTimeOffset StartedAt, DateTimeOffset? PlannedEnd, DateTimeOffset? EndedAt, bool IsExtended)
    {
        /// <summary>Above zero: longer than planned. Null: it goes on, or no end was planned.</summary>
        public TimeSpan? Over => EndedAt - PlannedEnd;

        public bool Overran => Over > Tolerance;

        public RowCursor Cursor => new(StartedAt, Id);

        public ReportRow ToRow() => new(Window.ToString(), $"/maintenance/{Window}", Title, Services.Count > 0 ? Services[0] : "", StartedAt, Over is not { } over ? EndedAt is null ? "goes on" : "no end was planned"
            : over.Duration() <= Tolerance ? "as planned" : Say($"{Words.Of(over.Duration().TotalSeconds, Unit.Duration)} {(over > TimeSpan.Zero ? "longer" : "shorter")} than planned"));
    }

    /// <summary>The portal turns windows every few seconds; nobody calls that an overrun.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Time of maintenance", "One time of a window that really began in the period."),
        new("Planned length", "From when it began until its end as it was planned then; extensions made later do not change it. Times that end when somebody says so have none."),
        new("Real length", "From when it began until it ended."),
        new("Overran", "Ended more than a minute after its planned end."),
        new("Cancelled", "Windows that were called off in the period."),
    ];

    public ReportHead Head { get; } = new("maintenance", "Maintenance", "Does planned work take as long as was planned?", Audience.Delivery);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var (now, cancelled) = await ReadAsync(question, question.Period, stopping);
        var (before, cancelledBefore) = question.Compared is { } compared ? await ReadAsync(question, compared, stopping) : (null, null);
        List<Figure> figures =
        [
            Figures.Count("times", "Times of maintenance", now.Count, before?.Count) with { HasRows = true },
            new("planned-length", "Planned, all together", Unit.Duration, Planned(now), now.Count(one => one.Over is not null)) { Before = before is null ? null : Planned(before) },
            new("real-length", "Really, the same", Unit.Duration, Real(now), now.Count(one => one.Over is not null)) { Before = before is null ? null : Real(before) },
            Figures.Ratio("overran-share", "Overran", Overran(now), before is null ? null : Overran(before), "times that ended and had a planned end") with { LessIsBetter = true },
            Figures.Count("overran", "Times that overran", now.Count(one => one.Overran), before?.Count(one => one.Overran)) with { HasRows = true, LessIsBetter = true },
            Figures.Time("overrun-by", "Overran by, median", By(now), before is null ? null : By(before), spread => spread.Median, "times that overran"),
            Figures.Count("extended", "Extended", now.Count(one => one.IsExtended), before?.Count(one => one.IsExtended)) with { HasRows = true, LessIsBetter = true },
            Figures.Count("cancelled", "Cancelled", cancelled ?? 0, cancelledBefore),
        ];
        var chart = ChartLabels.Chart(question.Period, "maintenance-over-time", "Times of maintenance", $"Begun by {question.Period.StretchName}.", Unit.Count, now, one => one.StartedAt, ("As planned or shorter", part => part.Count(one => !one.Overran)), ("Overran", part => part.Count(one => one.Overran)));
        var table = new ReportTable("by-service", "By service", [new("Service", null), new("Times", Unit.Count), new("Planned", Unit.Duration), new("Really", Unit.Duration), new("Overran", Unit.Count)],
        [
            .. from part in now.SelectMany(one => one.Services.Select(service => (service, one))).GroupBy(one => one.service, one => one.one)
               let list = part.ToList()
               orderby list.Count descending, part.Key
               select (IReadOnlyList<Cell>)[Cell.Of(Names.Service(part.Key), Names.Href(part.Key)), Cell.Of(list.Count), Cell.Of(Planned(list)), Cell.Of(Real(list)), Cell.Of(list.Count(one => one.Overran))],
        ]);
        var story = new StoryTeller(question.Compared);
        if (now.Count == 0) story.Happened($"No planned maintenance began in {Days(question.Period)}.", "times");
        else story.Happened($"Maintenance began {Of(now.Count, Unit.Count)} {(now.Count == 1 ? "time" : "times")}; where an end was planned, {Of(Planned(now), Unit.Duration)} were planned and {Of(Real(now), Unit.Duration)} taken.", "times");
        story.Changed(figures[0], "The number of times").LookAt(now.Count(one => one.Overran) > 0, $"{Of(now.Count(one => one.Overran), Unit.Count)} of {Of(now.Count, Unit.Count)} took longer than planned, half of those by {Of(figures[5].Value, Unit.Duration)} or more.", "overran");
        return new(Head, question.Period, question.Compared, story.Sentences, figures, [chart], [table], Definitions, ["Windows that are long over are removed by retention, and their times with them."]);
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        Func<Worked, bool>? which = figure switch { "times" => _ => true, "overran" => one => one.Overran, "extended" => one => one.IsExtended, _ => null };
        return which is null ? null : RowCursor.Page((await ReadAsync(question, question.Period, stopping)).Times.Where(which), cursor, limit, one => one.ToRow(), one => one.Cursor);
    }

    private EstateNames Names => new(catalogue.Current);

    private async Task<(IReadOnlyList<Worked> Times, long? Cancelled)> ReadAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        var (start, end) = (period.Start, period.End);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var moments = await db.Set<WindowMoment>().AsNoTracking().Where(moment => moment.At >= start).OrderBy(moment => moment.Id).ToListAsync(stopping);
        var titles = await db.Set<MaintenanceWindow>().AsNoTracking().Select(window => new { window.Number, window.Title }).ToDictionaryAsync(window => window.Number, window => window.Title, stopping);
        var narrow = Names.Narrow(question)?.ToHashSet(StringComparer.Ordinal);
        var times = new List<Worked>();
        foreach (var one in moments.Where(one => one.Kind == MomentKind.Started && one.At < end))
        {
            var services = one.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (narrow is not null && !services.Any(narrow.Contains)) continue;
            var until = moments.Find(other => other.Window == one.Window && other.Id > one.Id && other.Kind is MomentKind.Ended or MomentKind.Cancelled);
            var extended = moments.Exists(other => other.Window == one.Window && other.Id > one.Id && (until is null || other.Id < until.Id) && other.Kind == MomentKind.Extended);
            times.Add(new(one.Id, one.Window, titles.GetValueOrDefault(one.Window, "(removed since)"), services, one.At, one.OccurrenceEnd, until?.At, extended));
        }

        return (times, moments.Count(one => one.Kind == MomentKind.Cancelled && one.At < end && (narrow is null || one.Services.Split(' ').Any(narrow.Contains))));
    }

    private static double Planned(IEnumerable<Worked> all) => all.Where(one => one.Over is not null).Sum(one => (one.PlannedEnd!.Value - one.StartedAt).TotalSeconds);

    private static double Real(IEnumerable<Worked> all) => all.Where(one => one.Over is not null).Sum(one => (one.EndedAt!.Value - one.StartedAt).TotalSeconds);

    private static Share Overran(IReadOnlyList<Worked> all) => new(all.Count(one => one.Overran), all.Count(one => one.Over is not null));

    private static Spread By(IReadOnlyList<Worked> all) => Spread.Of(all.Where(one => one.Overran).Select(one => one.Over!.Value));
}
