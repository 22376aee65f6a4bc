using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Queries;

/// <summary>The read side of one window, and of all windows in a range of time.</summary>
internal sealed class WindowQueries(IDbContextFactory<OpsDb> databases, WindowMoments moments, Catalogue catalogue, TimeProvider clock)
{
    private const int MostHeld = 50;

    private const int MostMoments = 100;

    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    public async Task<WindowView?> ViewAsync(WindowNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<MaintenanceWindow>().AsNoTracking().SingleOrDefaultAsync(window => window.Number == number, stopping) is not { } found) return null;
        var (now, name, by) = (clock.GetUtcNow(), number.ToString(), number.AsSuppressor);
        var held = db.Events.AsNoTracking().Where(e => Open.Contains(e.Standing));
        var holds = await (found.Effect.Kind switch
        {
            EffectKind.Suppress => db.Events.Where(e => e.Standing == Standing.Suppressed && e.SuppressedBy == by),
            EffectKind.Lower => held.Where(e => e.LoweredBy == number.Value),
            _ => held.Where(e => e.TaggedBy == number.Value),
        }).CountAsync(stopping);
        var numbers = await db.EventEntries.AsNoTracking().Where(entry => entry.Kind == EntryKind.Suppressed && entry.Text == name).Select(entry => entry.Event).Distinct().OrderByDescending(suppressed => suppressed).Take(MostHeld).ToListAsync(stopping);
        var past = await db.Events.AsNoTracking().Where(e => numbers.Contains(e.Number)).OrderByDescending(e => e.Number)
            .Select(e => new HeldEvent(e.Number, e.Title, e.Priority, e.Standing, e.Standing == Standing.Suppressed && e.SuppressedBy == by, e.FirstSeenAt)).ToListAsync(stopping);
        var next = found.IsOver ? [] : found.Schedule.Between(now, DateTimeOffset.MaxValue).Where(occurrence => occurrence.Start != found.PlannedStart && !(occurrence.Start <= found.DoneThrough)).Take(10).ToList();
        return new(
            Row(found), WindowDraft.Of(found), ScheduleWords.Say(found.Schedule), found.OwnerName, found.RequestedBy, found.ChangedBy, found.ChangedAt, found.ApprovedBy, found.ApprovedAt, found.RunningSince, found.PlannedEnd,
            found.RunsUntil, found.OverrunSince, found.Scope.Touches(catalogue.Current)?.Value, next, holds, past, await moments.OfAsync(number, MostMoments, stopping))
        {
            RequestedById = found.RequestedById?.Value,
            ChangedById = found.ChangedById?.Value,
        };
    }

    /// <summary>The windows that may have a time in the range; those called off only where they are asked for.</summary>
    public async Task<IReadOnlyList<MaintenanceWindow>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, bool withCancelled, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<MaintenanceWindow>().AsNoTracking()
            .Where(window => (withCancelled || window.State != WindowState.Cancelled) && window.BeginsAt < to && (window.EndsAt > from || window.State == WindowState.Active)).ToListAsync(stopping);
    }

    internal static MaintenanceRow Row(MaintenanceWindow window) => new(
        MaintenanceKind.Window, window.Number.ToString(), window.Title, window.State, window.Scope.Words, window.Effect.Words, window.ShownAt,
        window.RunningSince is not null ? window.RunsUntil : window.EndsWhenDone ? null : window.Schedule.Starting(window.ShownAt)?.End ?? window.ShownAt + window.Schedule.Duration, window.Schedule.Recurrence is not null, window.RequestedBy, window.OverrunSince is not null, window.Version);
}
