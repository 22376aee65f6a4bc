using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>Finds what should become better. The same finding has the same key, however often it is found.</summary>
internal interface IFeed
{
    Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping);
}
