using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Ui.Shell.Rail;

namespace OpsPortal.Features.Deliver.Approvals.Queries;

/// <summary>How many decisions wait for whoever looks, beside the area.</summary>
internal sealed class WaitingApprovalCount(Inbox inbox, SharedReads shared) : IAreaCount
{
    public string Href => "/approvals";

    public string Of => "waiting for your decision";

    public ChangeKind Kind => ChangeKind.Changes;

    public async Task<int> CountAsync(Actor by, CancellationToken stopping) =>
        by.Person is { } person ? (await shared.ReadAsync(ChangeKind.Changes, $"approvals/{person}", reading => inbox.OfAsync(person, reading), stopping, TimeSpan.FromSeconds(15))).Count : 0;
}
