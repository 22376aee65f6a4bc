using System.Globalization;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>How much of the traffic the new version serves.</summary>
/// <param name="Percent">The last that was certain, 0 to 100.</param>
/// <param name="Towards">What it was being moved to, where nobody knows yet whether it arrived; null: <paramref name="Percent"/> is certain.</param>
public sealed record TrafficPosition(int Percent, int? Towards = null)
{
    /// <summary>Before anything was moved.</summary>
    public static TrafficPosition AllOnOld { get; } = new(0);

    public bool IsKnown => Towards is null;

    public override string ToString() => Towards is { } towards
        ? string.Create(CultureInfo.InvariantCulture, $"{Percent} % on the new version, being moved to {towards} %")
        : string.Create(CultureInfo.InvariantCulture, $"{Percent} % on the new version");
}
