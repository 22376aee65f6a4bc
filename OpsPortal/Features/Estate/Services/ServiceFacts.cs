using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Estate.Services;

/// <summary>What the audit trail keeps of a service and of a team.</summary>
internal static class ServiceFacts
{
    public static object Of(ServiceDraft service) => new
    {
        service.Name,
        service.Description,
        Team = service.Team?.ToString(),
        Person = service.Person?.ToString(),
        service.Criticality,
        service.UsersAffected,
        Environments = service.Environments.Select(e => $"{e.Name} ({EstateWords.Of(e.Tier)})"),
        Components = service.Components.Select(c => $"{c.Name} ({EstateWords.Of(c.Kind)})"),
        PeakHours = service.PeakHours.Select(hours => hours.ToString()),
        Dependencies = service.Dependencies.Select(d => $"{EstateWords.Of(d.Kind)} {d.To}"),
    };

    public static object Of(Team team) => new { team.Name, team.Mail, Members = team.Members.Select(member => member.Person.ToString()).Order(StringComparer.Ordinal) };
}
