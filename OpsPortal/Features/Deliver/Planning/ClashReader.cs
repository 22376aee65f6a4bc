using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning;

/// <summary>Holds plans against all that is planned, the catalogue and the open incidents, as they are now.</summary>
internal sealed class ClashReader(PlannedWorkReader planned, Catalogue catalogue)
{
    /// <summary>How far around a plan the windows of its services are looked for.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromDays(31);

    private const int MostIncidents = 1000;

    private static readonly IncidentState[] Open = [.. IncidentLifecycle.Open];

    /// <summary>What stands in the way of a plan, the gravest first; empty where it has no window yet.</summary>
    /// <param name="number">As <c>CHG-7</c>; empty: it is not saved yet.</param>
    /// <param name="onlyApprover">The one person who could approve it, as <see cref="ChangeWork.OnlyApprover"/> tells; null: there are several, or it is not known.</param>
    public Task<IReadOnlyList<Clash>> OfAsync(OpsDb db, string number, ChangePlan plan, CancellationToken stopping, Booking? onlyApprover = null, int most = 20) =>
        plan.Window is null ? Task.FromResult<IReadOnlyList<Clash>>([]) : OfAsync(db, ChangeWork.Of(number, plan, catalogue.Current) with { OnlyApprover = onlyApprover }, stopping, most);

    /// <summary>The same for any work.</summary>
    public async Task<IReadOnlyList<Clash>> OfAsync(OpsDb db, PlannedWork plan, CancellationToken stopping, int most = 20)
    {
        var works = (await planned.BetweenAsync(db, plan.Start, plan.End, stopping)).Where(work => work.Kind != Clashes.MaintenanceWork);
        var windows = await PlannedWorkReader.WindowsAsync(db, plan.Start - Around, plan.End + Around, stopping);
        return Clashes.Find(plan, Ground([.. works, .. windows], await IncidentsAsync(db, stopping)), most);
    }

    /// <summary>All there is to be held against in an interval.</summary>
    public async Task<ClashGround> GroundAsync(OpsDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping) => Ground(await planned.BetweenAsync(db, from, to, stopping), await IncidentsAsync(db, stopping));

    /// <summary>Incidents of P1 and P2 that are not resolved and whose service is known.</summary>
    public static async Task<IReadOnlyList<OpenIncident>> IncidentsAsync(OpsDb db, CancellationToken stopping)
    {
        var open = await db.Set<Incident>().AsNoTracking().Where(incident => Open.Contains(incident.State) && (incident.Priority == Priority.P1 || incident.Priority == Priority.P2) && incident.Service != "")
            .OrderBy(incident => incident.Priority).ThenBy(incident => incident.Number).Take(MostIncidents).Select(incident => new { incident.Number, incident.Title, incident.Priority, incident.Service }).ToListAsync(stopping);
        return [.. open.Select(incident => new OpenIncident(incident.Number.ToString(), incident.Title, incident.Priority.ToString(), new(incident.Service)))];
    }

    private ClashGround Ground(IReadOnlyList<PlannedWork> works, IReadOnlyList<OpenIncident> incidents)
    {
        var snapshot = catalogue.Current;
        return new(snapshot.Graph, works) { PeakHours = service => snapshot.Find(service)?.Facts.PeakHours ?? (IReadOnlyList<PeakHours>)[], Incidents = incidents };
    }
}
