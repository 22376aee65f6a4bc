using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Notices;

/// <summary>Raises an event where something went out past the approvals. It stays open until somebody has looked into it.</summary>
internal sealed class RogueEvents(SignalPath path, Catalogue catalogue)
{
    /// <summary>False: it cannot be written now.</summary>
    public async Task<bool> RaiseAsync(RogueChange rogue, DeploymentNotice notice, CancellationToken stopping)
    {
        var component = notice.Deployed;
        var isProduction = catalogue.Current.Find(component.Service)?.Facts.Environments.Any(environment => environment.Name == notice.Environment && environment.Tier == Tier.Production) == true;
        var labels = LabelSet.From(("alertname", "RogueChange"), ("severity", isProduction ? "critical" : "warning"), ("service", component.Service.Value), ("component", component.Component), ("environment", notice.Environment), ("version", component.Version));
        var annotations = new LabelDraft().Add("summary", $"{component.Name} {component.Version} went to {notice.Environment} past the approvals")
            .Add("description", $"{rogue.Why.Message} {rogue.Observed.Source} says so{(notice.TriggeredBy.Length > 0 ? $"; {notice.TriggeredBy} started it" : "")}.").Build();
        return await path.TakeAsync([Told.Firing(AddSource.Portal, labels, annotations, notice.OccurredAt, notice.RunUrl.Length > 0 ? notice.RunUrl : "/changes/notices")], stopping) == Taken.Stored;
    }
}
