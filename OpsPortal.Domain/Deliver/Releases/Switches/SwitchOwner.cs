using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Releases.Switches;

/// <summary>To which release a switch belongs, and what follows from it: nobody but named groups has a feature before its release is out.</summary>
public static class SwitchOwner
{
    /// <summary>The one that is out, else the latest that was not called off; null: none names the switch.</summary>
    /// <param name="releases">Those that name the switch.</param>
    public static Release? Of(IEnumerable<Release> releases) =>
        releases.Where(release => release.State != ReleaseState.Cancelled).MaxBy(release => (release.State == ReleaseState.Released, release.Number));

    /// <summary>Why a switch cannot be set so, or null where it can. Otherwise a share of all users would have what nobody said go for.</summary>
    public static Refusal? Fault(string key, SwitchRule rule, Release? owner) => !rule.IsOpen || owner?.State == ReleaseState.Released ? null : new(
        "switch.not-released", owner is null ? $"No release names the switch {key}. Until one does and is out, only groups can have it." : $"{owner.Number} is not released. Until it is, only groups can have it; the share counts from then on.");
}
