using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Deployments.Acts;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>What can be done to deployments from an incident.</summary>
internal sealed class IncidentDeployments(DeploymentActs acts, LinkIncident links)
{
    /// <inheritdoc cref="LinkIncident.RunAsync"/>
    public Task<Outcome<IncidentNumber>> LinkAsync(Actor by, IncidentNumber incident, DeploymentNumber deployment, IncidentLinkKind? kind, CancellationToken stopping) => links.RunAsync(by, incident, deployment, kind, stopping);

    /// <summary>Rolls a deployment back because of the incident, which says that it led to it.</summary>
    public async Task<Outcome<Deployment>> RollBackAsync(ActingSession by, IncidentNumber incident, DeploymentNumber deployment, string reason, CancellationToken stopping)
    {
        var outcome = await acts.RollBackAsync(by, deployment, $"{incident}: {reason}", stopping);

        // Whoever may deploy need not work incidents; the way back counts all the same.
        if (outcome.Refusal is null && by.Actor.May(Permissions.IncidentsWork)) await links.RunAsync(by.Actor, incident, deployment, IncidentLinkKind.Caused, stopping);
        return outcome;
    }
}
