namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>A group of metrics and how much it counts.</summary>
/// <param name="Weight">Above 0; only the proportion between groups matters.</param>
public sealed record MetricGroup(string Name, double Weight);

/// <summary>When a run passes.</summary>
/// <param name="Pass">The score from which it passes, in points.</param>
/// <param name="Marginal">The score from which a person decides; below it fails.</param>
/// <param name="Groups">Those not named here count 1.</param>
/// <param name="ErrorLimit">So many looks in a row may be in error; one more fails the run.</param>
public sealed record CanaryTerms(double Pass, double Marginal, IReadOnlyList<MetricGroup> Groups, int ErrorLimit)
{
    public static CanaryTerms Default { get; } = new(95, 75, [], 4);
}

/// <summary>What share of a group passed.</summary>
/// <param name="Share">0 to 1.</param>
public sealed record GroupScore(string Name, double Weight, double Share);

/// <summary>What one look at a canary found.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Why">In words.</param>
public sealed record CanaryVerdict(CheckState State, double Score, string Why, IReadOnlyList<GroupScore> Groups, IReadOnlyList<MetricVerdict> Metrics);
