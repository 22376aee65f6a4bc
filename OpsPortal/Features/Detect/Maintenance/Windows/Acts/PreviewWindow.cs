using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Acts;

/// <summary>One event that a draft would hold.</summary>
internal sealed record PreviewedEvent(EventNumber Number, string Title, Priority Priority, string Service, DateTimeOffset FirstSeenAt);

/// <summary>What a draft would do, before anybody saves it.</summary>
/// <param name="When">Its times in words.</param>
/// <param name="Next">Its next times, at most five.</param>
/// <param name="NowCount">Open events it would hold if it were in force now.</param>
/// <param name="LastWeekCount">Events of the last seven days that it would have held.</param>
/// <param name="IsPartial">There were more events than are looked at; the newest were.</param>
/// <param name="Critical">A service of the highest criticality that it touches, so that another person has to approve it; null: none.</param>
internal sealed record WindowPreview(
    string When, string Zone, IReadOnlyList<Occurrence> Next, int NowCount, IReadOnlyList<PreviewedEvent> Now, int LastWeekCount, IReadOnlyList<PreviewedEvent> LastWeek, bool IsPartial, string? Critical);

/// <summary>Tells which open events a draft would hold now, and which it would have held last week. Changes nothing.</summary>
internal sealed class PreviewWindow(IDbContextFactory<OpsDb> databases, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>Most events looked at for each of the two answers.</summary>
    private const int Most = 20_000;

    private const int Rows = 10;

    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    /// <remarks>Refused without <see cref="Permissions.WindowsRead"/>, and for what is no schedule or no scope.</remarks>
    public async Task<Outcome<WindowPreview>> RunAsync(Actor by, WindowDraft draft, CancellationToken stopping)
    {
        if (!by.May(Permissions.WindowsRead)) return Refusals.Forbidden(Permissions.WindowsRead);
        var (schedule, scope, now) = (draft.ToSchedule(), draft.ToScope(), clock.GetUtcNow());
        if (schedule is not Outcome<Schedule>.Done(var when)) return ((Outcome<Schedule>.Refused)schedule).Why;
        if (scope is not Outcome<WindowScope>.Done(var what)) return ((Outcome<WindowScope>.Refused)scope).Why;
        if (what.Check(catalogue.Current, confirmed: true) is { } why) return why;
        var asked = new ActiveWindows([Scoped(when, what)], now, DateTimeOffset.MaxValue);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var since = now.AddDays(-7);
        var (open, openPartial) = await FindAsync(db.Events.AsNoTracking().Where(e => Open.Contains(e.Standing)), asked, null, stopping);
        var (past, pastPartial) = await FindAsync(db.Events.AsNoTracking(), asked, since, stopping);
        return new WindowPreview(
            ScheduleWords.Say(when), when.Zone, [.. when.Between(now, DateTimeOffset.MaxValue).Take(5)], open.Count, [.. open.Take(Rows)], past.Count, [.. past.Take(Rows)], openPartial || pastPartial,
            what.Touches(catalogue.Current)?.Value);
    }

    private ScopedWindow Scoped(Schedule when, WindowScope what) =>
        new(new() { Schedule = when, Scope = what, Effect = WindowEffect.Suppress }, what.Resolve(catalogue.Current.Graph));

    /// <summary>Newest first; numbers are given in the order of time.</summary>
    private static async Task<(List<PreviewedEvent> Found, bool IsPartial)> FindAsync(IQueryable<Event> events, ActiveWindows asked, DateTimeOffset? since, CancellationToken stopping)
    {
        var (found, looked) = (new List<PreviewedEvent>(), 0);
        var rows = events.OrderByDescending(e => e.Number).Take(Most).Select(e => new { e.Number, e.Title, e.Priority, e.Service, e.FirstSeenAt, e.Labels });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stopping))
        {
            if (row.FirstSeenAt < since) return (found, false);
            looked++;
            if (asked.Find(row.Labels, row.Service).Suppress is not null) found.Add(new(row.Number, row.Title, row.Priority, row.Service, row.FirstSeenAt));
        }

        return (found, looked == Most);
    }
}
