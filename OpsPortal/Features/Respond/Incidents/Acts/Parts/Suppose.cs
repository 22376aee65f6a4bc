using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Parts;

/// <summary>Writes down what may be the cause.</summary>
internal sealed class Suppose(IncidentDesk desk)
{
    private const int Most = 100;

    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string text, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "incident.supposed", async (db, found, now) =>
        {
            if (await db.Set<Hypothesis>().CountAsync(known => known.Incident == number, stopping) >= Most) return IncidentRefusals.TooManyTasks(Most);
            var outcome = found.Suppose(Guid.CreateVersion7(now), text, by, now);
            if (outcome is not Outcome<Hypothesis>.Done(var supposed)) return outcome.Refusal;
            db.Add(supposed);
            return null;
        }, stopping);
}

/// <summary>Says whether a supposed cause holds, and why.</summary>
internal sealed class SettleHypothesis(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, Guid id, HypothesisState state, string because, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "incident.hypothesis-settled", async (db, found, now) =>
            await db.Set<Hypothesis>().SingleOrDefaultAsync(known => known.Incident == number && known.Id == id, stopping) is { } hypothesis
                ? found.Settle(hypothesis, state, because, by, now).Refusal
                : Refusals.NotFound("That hypothesis"), stopping);
}
