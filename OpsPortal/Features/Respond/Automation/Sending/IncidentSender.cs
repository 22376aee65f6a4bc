using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Opens an incident about the event of a run, or lets the event join the open one of its service.</summary>
/// <remarks>An event that is part of an open incident is where the run wants it: a run that was interrupted after it had acted, and acts again, opens no second one.</remarks>
internal sealed class IncidentSender(IDbContextFactory<OpsDb> databases, OpenIncident open, JoinEvents join, RunFollowing following) : IOutboxSender
{
    public string Kind => RunMessages.Incident;

    /// <summary>One after the other, so that of two events of one service the second joins what the first has opened.</summary>
    public int AtOnce => 1;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        using var content = JsonDocument.Parse(message.Content);
        var input = content.RootElement;
        if (!EventNumber.TryParse(input.GetProperty("event").GetString(), null, out var number)) return new(Succeeded: false, "The run names no event.", Final: true);
        var service = input.GetProperty("service").GetString() ?? "";
        var by = Actor.Portal($"Trigger {input.GetProperty("trigger").GetString()}");
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await HolderAsync(db, number, stopping) is { } holder) return Done($"{number} is part of {holder}", holder);
        if (input.GetProperty("joins").GetBoolean() && service.Length > 0 && await OpenOfAsync(db, service, stopping) is { } known)
        {
            var joined = await join.RunAsync(by, known, [number], stopping);
            return joined is Outcome<Incident>.Done ? Done($"{number} joined {known}", known) : new(Succeeded: false, joined.Refusal?.Message ?? "");
        }

        var title = OneLine.Of(input.GetProperty("text").GetString() ?? "", Incident.MaxTitleLength);
        var outcome = await open.RunAsync(by, new(title, "", null, [number]), stopping);
        return outcome is Outcome<Incident>.Done(var opened) ? Done($"{opened.Number} opened", opened.Number) : new(Succeeded: false, outcome.Refusal?.Message ?? "", Final: true);
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => RunFollowing.StartedAsync(db, message, now, stopping);

    public Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping) => following.SettledAsync(db, message, delivery, now, stopping);

    public void Told() => following.Told();

    private static Delivery Done(string said, IncidentNumber incident) => new(Succeeded: true, said, incident.ToString());

    private static async Task<IncidentNumber?> HolderAsync(OpsDb db, EventNumber number, CancellationToken stopping) =>
        await (from member in db.Set<IncidentEvent>()
               join incident in db.Set<Incident>() on member.Incident equals incident.Number
               where member.Event == number && IncidentLifecycle.Open.Contains(incident.State)
               select (IncidentNumber?)member.Incident).FirstOrDefaultAsync(stopping);

    /// <summary>The gravest, of these the oldest.</summary>
    private static async Task<IncidentNumber?> OpenOfAsync(OpsDb db, string service, CancellationToken stopping) =>
        await db.Set<Incident>().Where(incident => incident.Service == service && IncidentLifecycle.Open.Contains(incident.State))
            .OrderBy(incident => incident.Priority).ThenBy(incident => incident.Number).Select(incident => (IncidentNumber?)incident.Number).FirstOrDefaultAsync(stopping);
}
