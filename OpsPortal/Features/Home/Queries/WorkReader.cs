using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Live;
using OpsPortal.Storage;
using ChangeKind = OpsPortal.Live.ChangeKind;

namespace OpsPortal.Features.Home.Queries;

/// <summary>Something on a dashboard, with its page and when it began, begins or changed.</summary>
/// <param name="Mark">A word beside it: a priority, a state.</param>
/// <param name="At">UTC.</param>
public sealed record WorkRow(string Number, string Title, string Mark, string Href, DateTimeOffset At);

/// <summary>Open incidents: how many of each priority, and the gravest.</summary>
/// <param name="Unowned">How many nobody owns.</param>
public sealed record OpenIncidents(IReadOnlyDictionary<Priority, int> Counts, int Unowned, IReadOnlyList<WorkRow> Gravest);

/// <summary>Deployments under way, and changes that are approved and begin within a day.</summary>
public sealed record DeliveryNow(IReadOnlyList<WorkRow> Running, IReadOnlyList<WorkRow> Planned);

/// <summary>Reads what is worked on: the same for everyone who may see it, once for each change.</summary>
internal sealed class WorkReader(IDbContextFactory<OpsDb> databases, WindowQueries windows, SharedReads shared, TimeProvider clock)
{
    public const int Most = 6;

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15), Ahead = TimeSpan.FromDays(1);
    private static readonly IncidentState[] Open = [IncidentState.New, IncidentState.Investigating, IncidentState.Mitigated];
    private static readonly DeploymentState[] UnderWay = [.. Enum.GetValues<DeploymentState>().Where(DeploymentLifecycle.IsUnderWay)];

    public Task<OpenIncidents> IncidentsAsync(CancellationToken stopping) => shared.ReadAsync(ChangeKind.Incidents, "dashboard incidents", async reading =>
    {
        await using var db = await databases.CreateDbContextAsync(reading);
        var open = db.Set<Incident>().AsNoTracking().Where(one => Open.Contains(one.State));
        var counts = await open.GroupBy(one => one.Priority).Select(group => new { group.Key, Count = group.Count(), Unowned = group.Count(one => one.Owner == null) }).ToListAsync(reading);
        var gravest = await open.OrderBy(one => one.Priority).ThenBy(one => one.Number).Take(Most).Select(one => new { one.Number, one.Title, one.Priority, one.OpenedAt }).ToListAsync(reading);
        return new OpenIncidents(
            Enum.GetValues<Priority>().ToDictionary(priority => priority, priority => counts.Where(count => count.Key == priority).Sum(count => count.Count)), counts.Sum(count => count.Unowned),
            [.. gravest.Select(one => new WorkRow(one.Number.ToString(), one.Title, one.Priority.ToString(), $"/incidents/{one.Number}", one.OpenedAt))]);
    }, stopping, Lasts);

    public Task<DeliveryNow> DeliveryAsync(CancellationToken stopping) => shared.ReadAsync(ChangeKind.Deployments, "dashboard deployments", async reading =>
    {
        var now = clock.GetUtcNow();
        var until = now + Ahead;
        await using var db = await databases.CreateDbContextAsync(reading);
        var running = await db.Set<Deployment>().AsNoTracking().Where(one => UnderWay.Contains(one.State)).OrderBy(one => one.Number).Take(Most)
            .Select(one => new { one.Number, one.State, one.Environment, one.Components, one.StartedAt, one.MadeAt }).ToListAsync(reading);
        var planned = await db.Set<Change>().AsNoTracking()
            .Where(one => one.State == ChangeState.Approved && EF.Property<DateTimeOffset?>(one, ChangeColumns.StartsAt) < until && EF.Property<DateTimeOffset?>(one, ChangeColumns.EndsAt) > now)
            .OrderBy(one => EF.Property<DateTimeOffset?>(one, ChangeColumns.StartsAt)).Take(Most)
            .Select(one => new { one.Number, Title = EF.Property<string>(one, ChangeColumns.Title), Starts = EF.Property<DateTimeOffset?>(one, ChangeColumns.StartsAt) }).ToListAsync(reading);
        return new DeliveryNow(
            [.. running.Select(one => new WorkRow(one.Number.ToString(), $"{string.Join(", ", one.Components.Select(component => $"{component.Component} {component.Version}"))} to {one.Environment}", State(one.State), $"/deployments/{one.Number}", one.StartedAt ?? one.MadeAt))],
            [.. planned.Select(one => new WorkRow(one.Number.ToString(), one.Title, "Approved", $"/changes/{one.Number}", one.Starts ?? now))]);
    }, stopping, Lasts);

    /// <summary>Windows that run now or begin before the day is over where the reader is.</summary>
    /// <param name="until">The end of that day (UTC).</param>
    public Task<IReadOnlyList<WorkRow>> WindowsAsync(DateTimeOffset until, CancellationToken stopping) => shared.ReadAsync<IReadOnlyList<WorkRow>>(ChangeKind.Windows, $"dashboard windows {until:O}", async reading =>
    {
        var now = clock.GetUtcNow();
        var found = await windows.BetweenAsync(now, until, withCancelled: false, reading);
        return
        [
            .. found.SelectMany(window => window.Between(now, until).Take(1).Select(time => new WorkRow(window.Number.ToString(), window.Title, time.Start <= now ? "Running" : "Planned", $"/maintenance/{window.Number}", time.Start)))
                .OrderBy(row => row.At).Take(Most * 2),
        ];
    }, stopping, Lasts);

    private static string State(DeploymentState state) => state switch
    {
        DeploymentState.WaitingForPerson => "Waits for a person",
        DeploymentState.RollingBack => "Rolling back",
        _ => state.ToString(),
    };
}
