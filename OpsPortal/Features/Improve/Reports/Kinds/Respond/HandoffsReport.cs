using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Respond;

/// <summary>Whether shifts are handed over, and in time.</summary>
internal sealed class HandoffsReport(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IReport
{
    private sealed record Handed(HandoffNumber Number, string Subject, string Giver, string Taker, DateTimeOffset Until, DateTimeOffset? SignedAt, DateTimeOffset? AcceptedAt, bool IsEscalated)
    {
        public bool InTime => AcceptedAt <= Until;

        public RowCursor Cursor => new(Until, Number.Value);

        public ReportRow ToRow() => new(Number.ToString(), $"/handoff/{Number}", $"{Subject}: {Giver} to {(Taker.Length > 0 ? Taker : "nobody yet")}", "", Until, AcceptedAt is not { } at ? "not accepted" : at <= Until ? "in time" : Say($"{Words.Of((at - Until).TotalSeconds, Unit.Duration)} late"));
    }

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Handoff", "Of a shift that ended in the period and is over; handoffs about one incident are not counted."),
        new("In time", "The taker had accepted everything when the next shift began."),
        new("Late by", "From when the next shift began until everything was accepted, of those that were accepted later."),
        new("Escalated", "Somebody had to be told that the next shift had begun and nobody had accepted."),
    ];

    public ReportHead Head { get; } = new("handoffs", "Handoffs", "Are shifts handed over in time?", Audience.Desk);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var now = await ReadAsync(question.Period, stopping);
        var before = question.Compared is { } compared ? await ReadAsync(compared, stopping) : null;
        List<Figure> figures =
        [
            Figures.Ratio("in-time-share", "Accepted in time", InTime(now), before is null ? null : InTime(before), "handoffs") with { LessIsBetter = false },
            Figures.Count("handoffs", "Handoffs", now.Count, before?.Count) with { HasRows = true },
            Figures.Count("in-time", "In time", now.Count(one => one.InTime), before?.Count(one => one.InTime)) with { HasRows = true },
            Figures.Count("late", "Late", now.Count(IsLate), before?.Count(IsLate)) with { HasRows = true, LessIsBetter = true },
            Figures.Count("never", "Not accepted", now.Count(one => one.AcceptedAt is null), before?.Count(one => one.AcceptedAt is null)) with { HasRows = true, LessIsBetter = true },
            Figures.Count("escalated", "Escalated", now.Count(one => one.IsEscalated), before?.Count(one => one.IsEscalated)) with { HasRows = true, LessIsBetter = true },
            Figures.Time("late-by", "Late by, median", Late(now), before is null ? null : Late(before), spread => spread.Median, "handoffs that were accepted late"),
        ];
        var chart = ChartLabels.Chart(question.Period, "handoffs-over-time", "Handoffs", $"By the {question.Period.StretchName} in which the shift ended.", Unit.Count, now, one => one.Until, ("In time", part => part.Count(one => one.InTime)), ("Late or not accepted", part => part.Count(one => !one.InTime)));
        var table = new ReportTable("by-rotation", "By shift or rotation", [new("Subject", null), new("Handoffs", Unit.Count), new("In time", Unit.Count), new("Share in time", Unit.Share), new("Escalated", Unit.Count)],
            [.. now.GroupBy(one => one.Subject).OrderByDescending(part => part.Count()).ThenBy(part => part.Key, StringComparer.Ordinal).Select(part => (IReadOnlyList<Cell>)[Cell.Of(part.Key), Cell.Of(part.Count()), Cell.Of(part.Count(one => one.InTime)), Cell.Of(InTime([.. part]).Value), Cell.Of(part.Count(one => one.IsEscalated))])]);
        var story = new StoryTeller(question.Compared);
        if (now.Count == 0) story.Happened($"No shift with a handoff ended in {Days(question.Period)}.", "handoffs");
        else story.Happened($"{Of(now.Count(one => one.InTime), Unit.Count)} of {Many(now.Count, "handoff")} {(now.Count == 1 ? "was" : "were")} accepted in time.", "in-time-share");
        story.Changed(figures[0], "The share accepted in time").LookAt(figures[4].Value > 0, $"{Many(figures[4].Value ?? 0, "handoff")} {(figures[4].Value is 1 ? "was" : "were")} never accepted.", "never");
        IReadOnlyList<string> notes = question.Service.Length > 0 || question.Team is not null ? ["Handoffs are of shifts, not of services: they are not narrowed by service or team."] : [];
        return new(Head, question.Period, question.Compared, story.Sentences, figures, [chart], [table], Definitions, notes);
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        Func<Handed, bool>? which = figure switch
        {
            "handoffs" => _ => true,
            "in-time" => one => one.InTime,
            "late" => IsLate,
            "never" => one => one.AcceptedAt is null,
            "escalated" => one => one.IsEscalated,
            _ => null,
        };
        return which is null ? null : RowCursor.Page((await ReadAsync(question.Period, stopping)).Where(which), cursor, limit, one => one.ToRow(), one => one.Cursor);
    }

    private async Task<IReadOnlyList<Handed>> ReadAsync(ReportPeriod period, CancellationToken stopping)
    {
        var (start, end, now) = (period.Start, period.End, clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Handoff>().AsNoTracking().Where(h => h.Rotation != null && h.Until >= start && h.Until < end && h.Until <= now).OrderBy(h => h.Until).ThenBy(h => h.Number)
            .Select(h => new Handed(h.Number, h.Subject, h.GiverName, h.TakerName, h.Until, h.SignedAt, h.AcceptedAt, h.EscalatedAt != null)).ToListAsync(stopping);
    }

    private static bool IsLate(Handed one) => one.AcceptedAt > one.Until;

    private static Share InTime(IReadOnlyCollection<Handed> all) => new(all.Count(one => one.InTime), all.Count);

    private static Spread Late(IEnumerable<Handed> all) => Spread.Of(from one in all where IsLate(one) select one.AcceptedAt!.Value - one.Until);
}
