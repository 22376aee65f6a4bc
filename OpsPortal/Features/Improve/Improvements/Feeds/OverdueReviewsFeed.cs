using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>Reviews that should have been held.</summary>
internal sealed class OverdueReviewsFeed(OverdueReviews reviews) : IFeed
{
    public async Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping) =>
        [.. (await reviews.AtAsync(db, now, stopping)).Select(one => new Finding(ImprovementSource.OverdueReview, $"review:{one.Key}", one.Since,
            Findings.Draft(one.Title, $"It was to be looked into by {one.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", "What happened is understood, and what was learned is kept.", one.Service, one.Link),
            new("Reviews that are overdue", "reviews", MeasureKind.OverdueReviews)))];
}
