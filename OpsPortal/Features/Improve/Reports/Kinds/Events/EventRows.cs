using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>The events behind a figure: judged by the database as the sums were judged before.</summary>
internal sealed class EventRows(IDbContextFactory<OpsDb> databases, Catalogue catalogue)
{
    private const string Skewed = "skewed";

    /// <summary>Null: that figure has no rows.</summary>
    public async Task<Page<ReportRow>?> PageAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (Behind(db, figure) is not { } behind) return null;
        var services = new EstateNames(catalogue.Current).Narrow(question);
        var (after, start, end, rows) = (RowCursor.Read(cursor), question.Period.Start, question.Period.End, new List<Row>());
        while (true)
        {
            var (at, number) = (after.At < start ? start : after.At, after.At < start ? new EventNumber(0) : new EventNumber(after.Number));
            var events = db.Events.AsNoTracking().Where(e => e.FirstSeenAt >= at && e.FirstSeenAt < end && (e.FirstSeenAt > at || e.Number > number)).Where(behind);
            if (services is not null) events = events.Where(e => services.Contains(e.Service));
            var read = await events.OrderBy(e => e.FirstSeenAt).ThenBy(e => e.Number).Take(limit + 1).Select(e => new Row(e.Number, e.Title, e.Service, e.StartsAt, e.FirstSeenAt, e.Count)).ToListAsync(stopping);

            // How far two clocks are apart only we can tell; where that leaves too few, the next are read.
            rows.AddRange(read.Where(e => figure != Skewed || e.StartsAt - e.FirstSeenAt > CountedEvent.Skew));
            if (read.Count <= limit || rows.Count > limit) break;
            after = read[^1].Cursor;
        }

        return RowCursor.Page(rows, limit, e => new($"{e.Number}", $"/events/{e.Number}", e.Title, e.Service, e.FirstSeenAt, figure == "signals" ? Words.Many(e.Count, "signal") : ""), e => e.Cursor);
    }

    private sealed record Row(EventNumber Number, string Title, string Service, DateTimeOffset StartsAt, DateTimeOffset FirstSeenAt, long Count)
    {
        public RowCursor Cursor => new(FirstSeenAt, Number.Value);
    }

    private static Expression<Func<Event, bool>>? Behind(OpsDb db, string figure) => figure switch
    {
        "events" or "signals" => e => true,
        "reached" => e => e.Usefulness != null || e.AcknowledgedAt != null || !(e.SuppressedBy != null || (e.Lead != null && (e.State == EventState.Resolved || e.State == EventState.Closed))),
        "held-back" => e => e.Usefulness == null && e.AcknowledgedAt == null && (e.SuppressedBy != null || (e.Lead != null && (e.State == EventState.Resolved || e.State == EventState.Closed))),
        "grouped" => e => e.Lead != null && (e.State == EventState.Resolved || e.State == EventState.Closed),
        "actionable" => Actionable(db),
        "noise" => Noise(db),
        "undecided" => Undecided(db),
        "refired" => e => db.EventEntries.Any(entry => entry.Event == e.Number && entry.Kind == EntryKind.Refired),
        "flapped" => e => db.EventEntries.Any(entry => entry.Event == e.Number && entry.Kind == EntryKind.FlapsFrom),
        "acknowledged" => e => e.AcknowledgedAt != null,
        "resolved" => e => (e.State == EventState.Resolved || e.State == EventState.Closed) && db.EventEntries.Any(entry => entry.Event == e.Number && entry.Kind == EntryKind.Moved && entry.To == EventState.Resolved),
        "shown" => e => e.ShownAt != null,
        Skewed => e => e.StartsAt > e.FirstSeenAt && !db.EventEntries.Any(entry => entry.Event == e.Number && entry.Kind == EntryKind.Refired),
        _ when figure.Split('-') is [var times, "median" or "p90" or "p99"] && times is "acknowledged" or "resolved" or "shown" => Behind(db, times),
        _ => null,
    };

    private static Expression<Func<Event, bool>> Actionable(OpsDb db) => e =>
        e.Usefulness == Usefulness.Actionable || (e.Usefulness == null && e.AcknowledgedAt != null && (
            db.EventEntries.Any(entry => entry.Event == e.Number && (entry.Kind == EntryKind.Commented || entry.Kind == EntryKind.Assigned || (entry.Kind == EntryKind.Moved && (entry.To == EventState.Escalated || (entry.To == EventState.Resolved && entry.Actor != e.Source && entry.Text != "")))))
            || db.Set<TriggerRun>().Any(run => run.Event == e.Number && run.State == RunState.Succeeded)));

    private static Expression<Func<Event, bool>> Noise(OpsDb db) => e =>
        e.Usefulness == Usefulness.Noise || (e.Usefulness == null
            && (e.State == EventState.Closed || (e.State == EventState.Resolved && e.ShownAt == null && e.AcknowledgedAt == null))
            && (e.AcknowledgedAt == null ? e.SuppressedBy == null && e.Lead == null
                : !db.EventEntries.Any(entry => entry.Event == e.Number && (entry.Kind == EntryKind.Commented || entry.Kind == EntryKind.Assigned || (entry.Kind == EntryKind.Moved && (entry.To == EventState.Escalated || (entry.To == EventState.Resolved && entry.Actor != e.Source && entry.Text != "")))))
                    && !db.Set<TriggerRun>().Any(run => run.Event == e.Number && run.State == RunState.Succeeded)));

    private static Expression<Func<Event, bool>> Undecided(OpsDb db) => e =>
        e.Usefulness == null && e.State != EventState.Closed && !(e.State == EventState.Resolved && e.ShownAt == null && e.AcknowledgedAt == null)
            && (e.AcknowledgedAt == null ? e.SuppressedBy == null && !(e.Lead != null && e.State == EventState.Resolved)
                : !db.EventEntries.Any(entry => entry.Event == e.Number && (entry.Kind == EntryKind.Commented || entry.Kind == EntryKind.Assigned || (entry.Kind == EntryKind.Moved && (entry.To == EventState.Escalated || (entry.To == EventState.Resolved && entry.Actor != e.Source && entry.Text != "")))))
                    && !db.Set<TriggerRun>().Any(run => run.Event == e.Number && run.State == RunState.Succeeded));
}
