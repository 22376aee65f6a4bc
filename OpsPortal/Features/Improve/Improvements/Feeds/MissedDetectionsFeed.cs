using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>Services of which people noticed an incident before monitoring did.</summary>
internal sealed class MissedDetectionsFeed(MissedDetections missed) : IFeed
{
    /// <summary>Older ones were looked at before; this much covers a portal that did not run for a while.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(3);

    public async Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping) =>
        [.. (await missed.BetweenAsync(db, now - Back, now, stopping)).GroupBy(one => one.Service).Select(one => Found(one.Key, [.. one]))];

    private static Finding Found(string service, IReadOnlyList<MissedDetection> found) => new(ImprovementSource.MissedDetection, $"missed-detection:{service}", found[^1].OpenedAt, Findings.Draft(
        $"Monitoring of {service} noticed nothing of {found[^1].Number}",
        string.Join('\n', found.Select(one => $"{one.Number} {one.Title}: no event on {service}, or on what it needs, before it was opened at {one.OpenedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.")),
        "Monitoring notices it before people do.", service, $"/incidents/{found[^1].Number}"),
        new($"Incidents of {service} that no event preceded", "incidents", MeasureKind.MissedDetections, service));
}
