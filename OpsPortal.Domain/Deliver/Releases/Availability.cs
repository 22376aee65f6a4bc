using OpsPortal.Domain.Deliver.Changes.Plans;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>Whether users have what runs. Running and being released are two things, and every screen shows both.</summary>
public enum Availability
{
    /// <summary>It does not run there.</summary>
    NotDeployed,

    /// <summary>It runs, and no release has made it available.</summary>
    DeployedNotReleased,

    /// <summary>It runs, and was released.</summary>
    Released,

    /// <summary>It runs, and its release was withdrawn.</summary>
    Withdrawn,

    /// <summary>It was released, and does not run any more, or not yet.</summary>
    ReleasedNotDeployed,
}

/// <summary>Derives that from what runs and what was released; it is kept nowhere.</summary>
public static class AvailabilityOf
{
    /// <param name="running">What runs in the environment.</param>
    /// <param name="releases">Of that environment, or any; the latest that holds the version counts.</param>
    public static Availability Version(ComponentVersion component, string environment, IReadOnlyCollection<ComponentVersion> running, IEnumerable<Release> releases)
    {
        var state = releases
            .Where(release => release.State is ReleaseState.Released or ReleaseState.Withdrawn && release.Holds(component) && string.Equals(release.Draft.Environment, environment, StringComparison.OrdinalIgnoreCase))
            .MaxBy(release => (release.ReleasedAt, release.Number))?.State;
        return Of(Runs(component, running), state);
    }

    /// <summary>Of a release as a whole, by its own state.</summary>
    /// <param name="contents">How many versions it makes available.</param>
    /// <param name="running">How many of them run where they have to.</param>
    public static Availability Whole(ReleaseState state, int contents, int running) => Of(contents > 0 && running == contents, state);

    public static bool Runs(ComponentVersion component, IReadOnlyCollection<ComponentVersion> running) => running.Any(one => Release.IsSame(one, component));

    private static Availability Of(bool runs, ReleaseState? state) => (runs, state) switch
    {
        (true, ReleaseState.Released) => Availability.Released,
        (true, ReleaseState.Withdrawn) => Availability.Withdrawn,
        (true, _) => Availability.DeployedNotReleased,
        (false, ReleaseState.Released) => Availability.ReleasedNotDeployed,
        _ => Availability.NotDeployed,
    };
}
