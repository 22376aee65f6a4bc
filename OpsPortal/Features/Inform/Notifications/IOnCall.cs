using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Inform.Notifications;

/// <summary>Knows who of a team is on call. Supplied by whatever keeps the rota; without it the form offers no such destination.</summary>
public interface IOnCall
{
    /// <summary>Who is on call at an instant (UTC); nobody where the rota has a gap.</summary>
    Task<IReadOnlyList<PersonId>> WhoAsync(TeamId team, DateTimeOffset at);
}
