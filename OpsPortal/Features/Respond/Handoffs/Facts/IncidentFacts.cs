using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Facts;

/// <summary>What open incidents have to tell: how they stand, what may be the cause, what is ruled out, and what stakeholders heard last.</summary>
internal static class IncidentFacts
{
    private const int Most = 200;

    /// <param name="services">Keys of the services that count; none: all.</param>
    public static async Task<IReadOnlyList<HandoffFact>> ReadAsync(OpsDb db, HandoffScope scope, string[] services, CancellationToken stopping)
    {
        var asked = db.Set<Incident>().AsNoTracking();
        asked = scope.Incident is { } one ? asked.Where(incident => incident.Number == one) : asked.Where(incident => IncidentLifecycle.Open.Contains(incident.State) && (services.Length == 0 || incident.Service == "" || services.Contains(incident.Service)));
        var incidents = await asked.OrderBy(incident => incident.Priority).ThenByDescending(incident => incident.Number).Take(Most).ToListAsync(stopping);
        var numbers = incidents.Select(incident => incident.Number).ToArray();
        var hypotheses = await db.Set<Hypothesis>().AsNoTracking().Where(hypothesis => EF.Parameter(numbers).Contains(hypothesis.Incident)).OrderBy(hypothesis => hypothesis.CreatedAt).ToListAsync(stopping);
        var tasks = await db.Set<IncidentTask>().AsNoTracking().Where(task => EF.Parameter(numbers).Contains(task.Incident) && task.DoneAt == null).OrderBy(task => task.CreatedAt).ToListAsync(stopping);
        var facts = new List<HandoffFact>();
        foreach (var incident in incidents)
        {
            var (number, weight) = (incident.Number.ToString(), (int)incident.Priority);
            facts.Add(new(HandoffSection.Incidents, number, incident.Title, $"{incident.Priority}, {incident.State}{(incident.IsMajor ? ", major" : "")}{(incident.HeldSince is null ? "" : $", on hold: {incident.HeldWhy}")}", weight, incident.Owner, incident.OwnerName, IsWork: incident.IsOpen));
            if (incident.State == IncidentState.Mitigated) facts.Add(new(HandoffSection.Watch, number, $"{incident.Title} is mitigated: does it hold?", "", weight, null, "", IsWork: false));
            facts.AddRange(hypotheses.Where(hypothesis => hypothesis.Incident == incident.Number).Select(hypothesis =>
                new HandoffFact(HandoffSection.Hypotheses, number, hypothesis.Text, $"{hypothesis.State.ToString().ToLowerInvariant()}{(hypothesis.Because.Length > 0 ? $": {hypothesis.Because}" : "")}", weight + (hypothesis.State == HypothesisState.Eliminated ? 10 : 0), null, "", IsWork: false)));
            facts.AddRange(tasks.Where(task => task.Incident == incident.Number && task.Kind != TaskKind.Checklist).Select(task => new HandoffFact(HandoffSection.Watch, number, task.Text, task.OwnerName.Length > 0 ? task.OwnerName : "nobody does it yet", weight, null, "", IsWork: false)));
            if (incident.LastUpdateAt is { } at) facts.Add(new(HandoffSection.LastWord, number, incident.LastUpdate, $"{at.UtcDateTime:ddd HH:mm} UTC", weight, null, "", IsWork: false));
        }

        return facts;
    }
}
