using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Domain.Improve.Dora;

/// <summary>The five metrics of DORA (2024 and later) over the production deployments of a period. Never blended into one score.</summary>
/// <param name="Deployments">How many ended in the period.</param>
/// <param name="LeadTime">Oldest commit to running in production, of those that succeeded and whose commits are known.</param>
/// <param name="PerWeek">Deployments a week; null for a period without time.</param>
/// <param name="Failed">Failed, rolled back, hotfixed, or followed by a P1 or P2; each deployment once.</param>
/// <param name="Recovery">From the failed deployment to recovery, of those that have recovered.</param>
/// <param name="NotRecovered">Failed ones of which no recovery is known.</param>
/// <param name="Rework">Unplanned deployments made because of an incident in production.</param>
public sealed record DoraMetrics(int Deployments, Spread LeadTime, double? PerWeek, Share Failed, Spread Recovery, int NotRecovered, Share Rework)
{
    /// <param name="ended">Those that ended in the period.</param>
    /// <param name="period">How long that is.</param>
    public static DoraMetrics Of(IReadOnlyCollection<DeploymentFacts> ended, TimeSpan period)
    {
        var failed = ended.Where(one => one.CountsAsFailed).ToList();
        var recovered = failed.Select(one => one.Recovery).OfType<TimeSpan>().ToList();
        return new(
            ended.Count,
            Spread.Of(from one in ended where !one.IsFailed && !one.IsRolledBack && one.WrittenAt is not null select one.EndedAt - one.WrittenAt!.Value),
            period > TimeSpan.Zero ? ended.Count / (period.TotalDays / 7) : null,
            new(failed.Count, ended.Count),
            Spread.Of(recovered),
            failed.Count - recovered.Count,
            new(ended.Count(one => one.IsRework), ended.Count));
    }

    /// <summary>Says of each which the next hotfix of the same service repairs. The list is in order of ending.</summary>
    public static IReadOnlyList<DeploymentFacts> WithHotfixes(IReadOnlyList<DeploymentFacts> inOrder)
    {
        var next = new Dictionary<string, DeploymentFacts>(StringComparer.Ordinal);
        var told = new List<DeploymentFacts>(inOrder.Count);
        foreach (var one in inOrder.Reverse())
        {
            var repaired = one.Services.Any(service => next.TryGetValue(service, out var after) && after.IsHotfix && after.EndedAt - one.EndedAt <= DeploymentFacts.HotfixWithin);
            told.Add(one with { IsHotfixed = repaired });
            foreach (var service in one.Services) next[service] = one;
        }

        told.Reverse();
        return told;
    }
}
