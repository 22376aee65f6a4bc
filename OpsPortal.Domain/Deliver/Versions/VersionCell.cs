using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>How what runs compares with what should.</summary>
public enum Alignment
{
    /// <summary>Nothing was seen lately.</summary>
    Unknown,

    /// <summary>Everything that was seen is what was approved or deployed last.</summary>
    Aligned,

    /// <summary>It differs, and may be on its way.</summary>
    Settling,

    /// <summary>It differs, and nothing explains that.</summary>
    Differs,
}

/// <summary>A version, since when, and by what.</summary>
/// <param name="By">As <c>CHG-42</c>, <c>DEP-17</c>, or who has seen it.</param>
public sealed record VersionFact(ComponentVersion Component, DateTimeOffset Since, string By);

/// <summary>One component in one environment. What is expected there is what was approved or deployed last, whichever came later.</summary>
/// <param name="Component">As <c>checkout/api</c>.</param>
/// <param name="Approved">By the change that was approved for it last; null: none.</param>
/// <param name="Deployed">By the deployment that succeeded there last; null: none.</param>
/// <param name="Observed">What was seen lately, the last seen first. More than one while versions are mixed.</param>
/// <param name="DiffersSince">Null: it does not.</param>
public sealed record VersionCell(string Component, string Environment, VersionFact? Approved, VersionFact? Deployed, IReadOnlyList<VersionFact> Observed, Alignment Alignment, DateTimeOffset? DiffersSince)
{
    /// <summary>What should run there; null: nothing was ever approved or deployed.</summary>
    public VersionFact? Expected => Later(Approved, Deployed);

    /// <summary>The first of them is what people are told; null: nothing was seen lately.</summary>
    public VersionFact? LastSeen => Observed.Count > 0 ? Observed[0] : null;

    /// <summary>What was seen and nothing explains, as a rogue change for the record; empty unless it differs.</summary>
    /// <param name="carriedOut">Changes of the component and around the time. Where one explains it after all, it is none.</param>
    public IReadOnlyList<RogueChange> Rogue(IReadOnlyCollection<CarriedOutChange> carriedOut) => Alignment != Alignment.Differs
        ? []
        : [.. Observed.Where(seen => !IsAs(Expected, seen)).DistinctBy(seen => seen.Component).Select(seen => RogueChange.Judge(new(seen.Component, Environment, seen.Since, seen.By), carriedOut)).OfType<RogueChange>()];

    internal static VersionFact? Later(VersionFact? one, VersionFact? other) => one is null || (other is not null && other.Since >= one.Since) ? other : one;

    /// <summary>Commit and artifact count where both sides name them: an approval of a version alone says nothing of them.</summary>
    internal static bool IsAs(VersionFact? expected, VersionFact seen) => expected is { Component: var wanted } && wanted.Name == seen.Component.Name && wanted.Version == seen.Component.Version
        && IsSameCommit(wanted.Commit, seen.Component.Commit) && (wanted.Digest.Length == 0 || seen.Component.Digest.Length == 0 || wanted.Digest == seen.Component.Digest);

    /// <summary>One of them may be shortened.</summary>
    private static bool IsSameCommit(string wanted, string seen) => wanted.StartsWith(seen, StringComparison.Ordinal) || seen.StartsWith(wanted, StringComparison.Ordinal);
}
