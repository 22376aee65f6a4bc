using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Incidents.Following;

/// <summary>
/// Calls the next when nobody has taken an incident on: the first time when half of its response time is over, then each half of it again.
/// Running it twice calls nobody twice.
/// </summary>
internal sealed class EscalateIncidents(IDbContextFactory<OpsDb> databases, IncidentCalls calls, ChangeFeed feed, TimeProvider clock, ILogger<EscalateIncidents> log) : IJob
{
    /// <summary>Beyond this everybody has been called who can be.</summary>
    private const int MostLevels = 5;

    private const int AtOnce = 200;

    private static readonly Actor Portal = Actor.Portal("Escalation");

    public async Task RunAsync(CancellationToken stopping)
    {
        List<IncidentNumber> waiting;
        await using (var db = await databases.CreateDbContextAsync(stopping))
        {
            waiting = await db.Set<Incident>().AsNoTracking().Where(incident => incident.State == IncidentState.New && incident.EscalationLevel < MostLevels)
                .OrderBy(incident => incident.Priority).ThenBy(incident => incident.Number).Take(AtOnce).Select(incident => incident.Number).ToListAsync(stopping);
        }

        foreach (var number in waiting) await EscalateAsync(number, stopping);
    }

    private async Task EscalateAsync(IncidentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Incident>().SingleOrDefaultAsync(incident => incident.Number == number && incident.State == IncidentState.New, stopping) is not { } found) return;
        var (now, step) = (clock.GetUtcNow(), calls.StepOf(found.Priority));
        if (found.EscalationLevel >= MostLevels || now < (found.EscalatedAt ?? found.OpenedAt) + step) return;
        var before = IncidentDesk.Facts(found);
        var told = await calls.CallAsync(db, found, found.EscalationLevel + 1, now, stopping);
        found.Escalate(told, Portal, now);
        db.AddRange(found.NewEntries);
        db.Record(new Act(Portal, now, "incident.escalated", number.ToString(), before, IncidentDesk.Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return; // Somebody took it on at this moment.
        }

        feed.Publish(ChangeKind.Incidents);
        log.Escalated(number, now - found.OpenedAt, found.EscalationLevel, told);
    }
}
