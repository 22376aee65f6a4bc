using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Parts;

/// <summary>Adds something to be done.</summary>
internal sealed class AddTask(IncidentDesk desk)
{
    public async Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, TaskKind kind, string text, PersonId? owner, DateTimeOffset? dueAt, CancellationToken stopping)
    {
        if (kind == TaskKind.Checklist) return IncidentRefusals.ChecklistIsGiven();
        var named = await desk.NameOfAsync(owner, stopping);
        if (named is not Outcome<string>.Done(var name)) return named.Refusal!;
        return await desk.RunAsync(by, number, null, "incident.task-added", async (db, found, now) =>
        {
            var outcome = found.AddTask(Guid.CreateVersion7(now), kind, text, dueAt, await db.Set<IncidentTask>().CountAsync(task => task.Incident == number, stopping), by, now);
            if (outcome is not Outcome<IncidentTask>.Done(var task)) return outcome.Refusal;
            (task.Owner, task.OwnerName) = (owner, name);
            db.Add(task);
            return null;
        }, stopping);
    }
}

/// <summary>Says that a task is done, or that it is not.</summary>
internal sealed class FinishTask(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, Guid id, bool done, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, done ? "incident.task-done" : "incident.task-reopened", async (db, found, now) =>
        {
            if (await db.Set<IncidentTask>().SingleOrDefaultAsync(task => task.Incident == number && task.Id == id, stopping) is not { } task) return Refusals.NotFound("That task");
            return (done ? found.Finish(task, by, now) : found.Unfinish(task, by, now)).Refusal;
        }, stopping);
}
