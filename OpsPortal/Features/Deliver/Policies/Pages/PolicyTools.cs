namespace OpsPortal.Features.Deliver.Policies.Pages;

/// <summary>What the page of policies needs.</summary>
internal sealed class PolicyTools(PolicyQueries queries, PolicyDesk desk)
{
    public PolicyQueries Queries => queries;

    public PolicyDesk Desk => desk;
}
