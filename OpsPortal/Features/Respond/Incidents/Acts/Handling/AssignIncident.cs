using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Gives an incident, or a role in it, to a person who may work incidents, or to nobody.</summary>
internal sealed class AssignIncident(IncidentDesk desk)
{
    /// <param name="role">Null: the incident itself.</param>
    public async Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, IncidentRole? role, PersonId? person, CancellationToken stopping, int? version = null) =>
        await desk.NameOfAsync(person, stopping) switch
        {
            Outcome<string>.Refused(var why) => why,
            Outcome<string>.Done(var name) when role is { } asked => await desk.RunAsync(by, number, version, "incident.role-given", (found, now) => found.Give(asked, person, name, by, now), stopping),
            Outcome<string>.Done(var name) => await desk.RunAsync(by, number, version, "incident.assigned", (found, now) => found.Assign(person, name, by, now), stopping),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
}
