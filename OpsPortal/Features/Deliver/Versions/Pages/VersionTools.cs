using OpsPortal.Features.Deliver.Versions.Differences;
using OpsPortal.Features.Deliver.Versions.Lookups;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Live;

namespace OpsPortal.Features.Deliver.Versions.Pages;

/// <summary>What the pages of versions need.</summary>
internal sealed class VersionTools(VersionQueries queries, DifferenceDesk differences, LookupDesk lookups, ChangeFeed feed, TimeProvider clock)
{
    public VersionQueries Queries => queries;

    public DifferenceDesk Differences => differences;

    public LookupDesk Lookups => lookups;

    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, ChangeKind.Versions, ChangeKind.Changes);
}
