using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;

namespace OpsPortal.Features.Deliver.Approvals.Pages;

/// <summary>What the page of a decision needs.</summary>
internal sealed class ApprovalTools(IChangeQueries changes, DecideOnChange decide, Delegations delegations)
{
    public IChangeQueries Changes => changes;

    public DecideOnChange Decide => decide;

    public Delegations Delegations => delegations;
}
