using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Changes.Oversight;

/// <summary>A version that somebody saw running, or being deployed, whoever put it there.</summary>
/// <param name="Component">As it was seen; commit and digest are empty where they were not seen.</param>
/// <param name="Source">Who says so, as shown.</param>
public sealed record ObservedVersion(ComponentVersion Component, string Environment, DateTimeOffset At, string Source);

/// <summary>A change that was carried out here.</summary>
/// <param name="EndedAt">Null: it goes on.</param>
public sealed record CarriedOutChange(ChangeNumber Number, ChangePlan Plan, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    /// <summary>How long after the end something may still be reported.</summary>
    public static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(15);

    /// <summary>Null for a change that has not begun.</summary>
    public static CarriedOutChange? Of(Change change) => change.StartedAt is { } started ? new(change.Number, change.Plan, started, change.EndedAt) : null;
}

/// <summary>Something went out past the approvals, by whatever way.</summary>
/// <param name="Why">What does not match.</param>
public sealed record RogueChange(ObservedVersion Observed, Refusal Why)
{
    /// <summary>Null where a change was carried out just then that says exactly this.</summary>
    /// <param name="carriedOut">Those of the component and around the time, in any order.</param>
    public static RogueChange? Judge(ObservedVersion observed, IReadOnlyCollection<CarriedOutChange> carriedOut)
    {
        var here = carriedOut.Where(change => string.Equals(change.Plan.Environment, observed.Environment, StringComparison.OrdinalIgnoreCase) && change.Plan.Components.Any(component => component.Name == observed.Component.Name)).ToList();
        if (here.Count == 0) return new(observed, new("rogue-change.no-change", $"No change was approved and begun for {observed.Component.Name} in {observed.Environment}."));
        var same = here.Where(change => change.Plan.Components.Any(component => IsSame(component, observed.Component))).ToList();
        if (same.Count == 0) return new(observed, new("rogue-change.other-version", $"{here[0].Number} was approved for {observed.Component.Name} in {observed.Environment}, and for another version than {observed.Component.Version}."));
        return same.Exists(change => observed.At >= change.StartedAt && (change.EndedAt is null || observed.At <= change.EndedAt + CarriedOutChange.Afterwards))
            ? null
            : new(observed, new("rogue-change.other-time", $"{same[0].Number} was approved for this version, but was not being carried out at {observed.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));
    }

    /// <summary>Whether what was seen can be what was approved: the same version, and the same commit and artifact where those were seen.</summary>
    internal static bool IsSame(ComponentVersion approved, ComponentVersion seen) => approved.Name == seen.Name && approved.Version == seen.Version
        && (seen.Commit.Length == 0 || approved.Commit == seen.Commit) && (seen.Digest.Length == 0 || approved.Digest == seen.Digest);
}
