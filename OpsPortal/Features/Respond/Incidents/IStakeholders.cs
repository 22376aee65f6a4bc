using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents;

/// <summary>Those outside who want to know how an incident stands. Supplied by whatever tells them.</summary>
internal interface IStakeholders
{
    /// <summary>Tells them, once it is decided that they are told; what is over is told as such.</summary>
    Task TellAsync(Actor by, Incident incident, string text, CancellationToken stopping);
}
