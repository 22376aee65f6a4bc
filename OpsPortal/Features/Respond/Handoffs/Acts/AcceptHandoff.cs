using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Incidents.Acts;

namespace OpsPortal.Features.Respond.Handoffs.Acts;

/// <summary>The taker takes over, item by item or all at once. Whose work it is changes here, in the same transaction, and nowhere before.</summary>
internal sealed class AcceptHandoff(HandoffDesk desk)
{
    /// <param name="id">Null: everything that is not accepted yet.</param>
    public Task<Outcome<Handoff>> RunAsync(Actor by, HandoffNumber number, Guid? id, CancellationToken stopping, int? version = null) => desk.RunAsync(by, number, version, "handoff.accepted", async loaded =>
    {
        var accepted = loaded.Items.Where(item => item.Answer != HandoffAnswer.Accepted && (id is null || item.Id == id)).ToList();
        if (id is not null && accepted.Count == 0) return Refusals.NotFound("That item");
        var asked = accepted.Count(item => item.Answer == HandoffAnswer.AskedBack);
        if (id is null && asked > 0) return HandoffRefusals.OpenQuestions(asked);
        if (loaded.Handoff.Accept(loaded.Items, accepted, () => HandoffText.Write(loaded.Handoff, loaded.Items), by, loaded.Now).Refusal is { } why) return why;
        await MoveEventsAsync(loaded, Moving(loaded, accepted), by, stopping);
        await MoveIncidentsAsync(loaded, Moving(loaded, accepted), by, stopping);
        return null;
    }, stopping);

    /// <summary>Open work of the giver's, and work that nobody owned. What a third person works stays theirs.</summary>
    private static List<HandoffItem> Moving(LoadedHandoff loaded, List<HandoffItem> accepted) => accepted.FindAll(item => item.IsWork && (item.Owner is null || item.Owner == loaded.Handoff.Giver));

    private static async Task MoveEventsAsync(LoadedHandoff loaded, List<HandoffItem> moving, Actor by, CancellationToken stopping)
    {
        var numbers = moving.Select(item => item.Reference.StartsWith("EVT-", StringComparison.Ordinal) && EventNumber.TryParse(item.Reference, null, out var number) ? number : (EventNumber?)null).OfType<EventNumber>().ToArray();
        foreach (var part in numbers.Chunk(500))
        {
            foreach (var e in await loaded.Db.Events.Where(e => EF.Parameter(part).Contains(e.Number)).ToListAsync(stopping))
            {
                // Somebody else may have taken it on, or ended it, since the giver signed.
                if (!e.IsOpen || (e.Owner is not null && e.Owner != loaded.Handoff.Giver) || e.Assign(by.Person, by.Name, by, loaded.Now).Refusal is not null) continue;
                loaded.Db.EventEntries.AddRange(e.NewEntries);
                loaded.Db.Record(new Act(by, loaded.Now, "event.assigned", e.Number.ToString(), null, new { Owner = by.Name, With = loaded.Handoff.Number.ToString() }));
            }
        }
    }

    private static async Task MoveIncidentsAsync(LoadedHandoff loaded, List<HandoffItem> moving, Actor by, CancellationToken stopping)
    {
        var numbers = moving.Select(item => item.Reference.StartsWith("INC-", StringComparison.Ordinal) && IncidentNumber.TryParse(item.Reference, null, out var number) ? number : (IncidentNumber?)null).OfType<IncidentNumber>().ToArray();
        foreach (var incident in await loaded.Db.Set<Incident>().Where(incident => EF.Parameter(numbers).Contains(incident.Number)).ToListAsync(stopping))
        {
            if (!incident.IsOpen || (incident.Owner is not null && incident.Owner != loaded.Handoff.Giver)) continue;
            var before = IncidentDesk.Facts(incident);
            incident.HandOver(by.Person!.Value, by.Name, loaded.Handoff.Number.ToString(), by, loaded.Now);
            loaded.Db.AddRange(incident.NewEntries);
            loaded.Db.Record(new Act(by, loaded.Now, "incident.handed-over", incident.Number.ToString(), before, IncidentDesk.Facts(incident)));
        }
    }
}
