using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Approvals;
using OpsPortal.Features.Deliver.Approvals.Queries;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Home.Queries;

/// <summary>Something that waits for whoever looks.</summary>
/// <param name="What">The kind, in a word or two.</param>
/// <param name="Since">UTC; null: there is no telling.</param>
public sealed record Need(string What, string Text, string Href, DateTimeOffset? Since);

/// <summary>Reads what waits for one person: decisions, incidents, tasks, events, handoffs, and deployments that ask.</summary>
internal sealed class NeedsReader(IDbContextFactory<OpsDb> databases, Inbox inbox, SharedReads shared)
{
    /// <summary>Most of each kind that are told one by one.</summary>
    private const int Most = 5;

    /// <summary>What is urgent changes within seconds; a few of them old is not told wrong.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);

    private static readonly IncidentState[] Open = [IncidentState.New, IncidentState.Investigating, IncidentState.Mitigated];

    public Task<IReadOnlyList<Need>> ReadAsync(Actor by, CancellationToken stopping) => by.Person is not { } person ? Task.FromResult<IReadOnlyList<Need>>([])
        : shared.ReadAsync(ChangeKind.Incidents, $"needs of {person}", reading => ReadAsync(by, person, reading), stopping, Lasts);

    private async Task<IReadOnlyList<Need>> ReadAsync(Actor by, PersonId person, CancellationToken stopping)
    {
        List<Need> needs = [.. (await inbox.OfAsync(person, stopping)).Take(Most).Select(row => new Need("Approve", $"{row.Subject} {row.Title}", Subjects.DecideAt(row.Subject), row.RequestedAt))];
        await using var db = await databases.CreateDbContextAsync(stopping);
        needs.AddRange((await db.Set<Incident>().AsNoTracking().Where(one => one.Owner == person && Open.Contains(one.State)).OrderBy(one => one.Priority).ThenBy(one => one.Number).Take(Most)
            .Select(one => new { one.Number, one.Title, one.OpenedAt }).ToListAsync(stopping)).Select(one => new Need("Incident", $"{one.Number} {one.Title}", $"/incidents/{one.Number}", one.OpenedAt)));
        needs.AddRange((await db.Set<IncidentTask>().AsNoTracking().Where(task => task.Owner == person && task.DoneAt == null).OrderBy(task => task.DueAt).Take(Most).Select(task => new { task.Incident, task.Text, task.DueAt }).ToListAsync(stopping))
            .Select(task => new Need("Task", $"{task.Incident}: {task.Text}", $"/incidents/{task.Incident}", null)));
        needs.AddRange((await db.Set<Handoff>().AsNoTracking().Where(one => one.Taker == person && one.State == HandoffState.Signed).OrderBy(one => one.Number).Take(Most).Select(one => new { one.Number, one.GiverName, one.SignedAt }).ToListAsync(stopping))
            .Select(one => new Need("Take over", $"{one.Number} from {one.GiverName}", $"/handoff/{one.Number}", one.SignedAt)));
        if (by.May(Permissions.ChangesImplement)) needs.AddRange(await DeploymentsAsync(db, stopping));
        var mine = await db.Events.CountAsync(e => e.Standing == Standing.Active && e.Owner == person, stopping);
        if (mine > 0) needs.Add(new("Events", mine == 1 ? "1 event in the queue is yours" : $"{mine} events in the queue are yours", "/events?owner=mine", null));
        return needs;
    }

    private static async Task<IEnumerable<Need>> DeploymentsAsync(OpsDb db, CancellationToken stopping) =>
        (await db.Set<Deployment>().AsNoTracking().Where(one => one.State == DeploymentState.WaitingForPerson || one.State == DeploymentState.Paused).OrderBy(one => one.Number).Take(Most)
            .Select(one => new { one.Number, one.State, one.Environment, one.ChangedAt, Services = EF.Property<string>(one, DeploymentColumns.Services) }).ToListAsync(stopping))
        .Select(one => new Need(one.State == DeploymentState.Paused ? "Paused" : "Decide", $"{one.Number} {one.Services} to {one.Environment}", $"/deployments/{one.Number}", one.ChangedAt));
}
