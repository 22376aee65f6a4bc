using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>Tells whoever asked for the change and whoever began its deployment what became of it, in the transaction of what made it so.</summary>
internal sealed class DeploymentMail(ApprovalMail mail, InformLinks links)
{
    /// <summary>Nothing is told of states that nobody waits for.</summary>
    public Task TellAsync(OpsDb db, Deployment deployment, Change change, DeploymentState state, DateTimeOffset at, CancellationToken stopping)
    {
        var (said, asks) = state switch
        {
            DeploymentState.WaitingForPerson => ("waits for a person", deployment.Question?.Text ?? ""),
            DeploymentState.RollingBack => ("is being rolled back", deployment.Why),
            DeploymentState.RolledBack => ("was rolled back", "Its versions are in quarantine until somebody lifts that."),
            DeploymentState.Succeeded => ("succeeded", ""),
            DeploymentState.Failed => ("was given up", deployment.Why),
            _ => ("", ""),
        };
        if (said.Length == 0) return Task.CompletedTask;
        List<PersonId> people = [.. new[] { change.RequestedBy.Person ?? change.RequestedBy.Owner, deployment.MadeBy.Person ?? deployment.MadeBy.Owner }.OfType<PersonId>().Distinct()];
        var versions = string.Join(", ", deployment.Components.Select(component => $"{component.Name} {component.Version}"));
        return mail.TellAsync(db, people, new("deployment.turned", $"{deployment.Number} {said}", [$"{versions} to {deployment.Environment}, for {deployment.Change}: {change.Plan.Title}", asks], [])
        { Link = links.To($"/deployments/{deployment.Number}"), LinkText = "Look at it" }, deployment.Number.ToString(), at, stopping);
    }
}
