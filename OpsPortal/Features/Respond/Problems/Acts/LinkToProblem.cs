using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems.Acts;

/// <summary>Links events that show a problem, and takes such links away.</summary>
internal sealed class LinkEvent(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, EventNumber linked, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "problem.event-linked", async (db, found, now) =>
        {
            if (await db.Events.Where(e => e.Number == linked).Select(e => e.Title).SingleOrDefaultAsync(stopping) is not { } title) return Refusals.NotFound(linked.ToString());
            var links = db.Set<ProblemEvent>().Where(link => link.Problem == number);
            if (await links.AnyAsync(link => link.Event == linked, stopping)) return ProblemRefusals.AlreadyLinked(linked.ToString());
            if (await links.CountAsync(stopping) >= Problem.MaxLinks) return ProblemRefusals.TooManyLinks(Problem.MaxLinks);
            db.Add(new ProblemEvent { Problem = number, Event = linked, LinkedAt = now, By = by.Name });
            found.Linked(ProblemEntryKind.EventLinked, linked.ToString(), title, by, now);
            return null;
        }, stopping);

    public Task<Outcome<Problem>> TakeAwayAsync(Actor by, ProblemNumber number, EventNumber linked, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "problem.event-unlinked", async (db, found, now) =>
        {
            if (await db.Set<ProblemEvent>().SingleOrDefaultAsync(link => link.Problem == number && link.Event == linked, stopping) is not { } link) return ProblemRefusals.NotLinked(linked.ToString());
            db.Remove(link);
            found.Linked(ProblemEntryKind.EventUnlinked, linked.ToString(), "", by, now);
            return null;
        }, stopping);
}

/// <summary>Links incidents that a problem caused, and takes such links away.</summary>
internal sealed class LinkIncident(ProblemDesk desk)
{
    public Task<Outcome<Problem>> RunAsync(Actor by, ProblemNumber number, IncidentNumber linked, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "problem.incident-linked", async (db, found, now) =>
        {
            if (await db.Set<Incident>().Where(incident => incident.Number == linked).Select(incident => incident.Title).SingleOrDefaultAsync(stopping) is not { } title) return Refusals.NotFound(linked.ToString());
            var links = db.Set<ProblemIncident>().Where(link => link.Problem == number);
            if (await links.AnyAsync(link => link.Incident == linked, stopping)) return ProblemRefusals.AlreadyLinked(linked.ToString());
            if (await links.CountAsync(stopping) >= Problem.MaxLinks) return ProblemRefusals.TooManyLinks(Problem.MaxLinks);
            db.Add(new ProblemIncident { Problem = number, Incident = linked, LinkedAt = now, By = by.Name });
            found.Linked(ProblemEntryKind.IncidentLinked, linked.ToString(), title, by, now);
            return null;
        }, stopping);

    public Task<Outcome<Problem>> TakeAwayAsync(Actor by, ProblemNumber number, IncidentNumber linked, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "problem.incident-unlinked", async (db, found, now) =>
        {
            if (await db.Set<ProblemIncident>().SingleOrDefaultAsync(link => link.Problem == number && link.Incident == linked, stopping) is not { } link) return ProblemRefusals.NotLinked(linked.ToString());
            db.Remove(link);
            found.Linked(ProblemEntryKind.IncidentUnlinked, linked.ToString(), "", by, now);
            return null;
        }, stopping);
}
