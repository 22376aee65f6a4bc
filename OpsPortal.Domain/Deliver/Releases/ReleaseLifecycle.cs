using System.Collections.Frozen;
using static OpsPortal.Domain.Deliver.Releases.ReleaseState;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>Where a release stands.</summary>
public enum ReleaseState
{
    /// <summary>Being prepared.</summary>
    Planned,

    /// <summary>Somebody has decided that it goes out.</summary>
    Go,

    /// <summary>Somebody has decided that it does not go out as it is.</summary>
    NoGo,

    /// <summary>Its audience has it.</summary>
    Released,

    /// <summary>It was taken away from its audience again.</summary>
    Withdrawn,

    /// <summary>Called off before anybody had it.</summary>
    Cancelled,
}

/// <summary>The diagram of a release, as data. What is not listed is refused.</summary>
public static class ReleaseLifecycle
{
    private static readonly FrozenDictionary<ReleaseState, ReleaseState[]> Next = new Dictionary<ReleaseState, ReleaseState[]>
    {
        [Planned] = [Go, NoGo, Cancelled],
        [Go] = [Planned, NoGo, Released, Cancelled],
        [NoGo] = [Planned, Cancelled],
        [Released] = [Withdrawn],
        [Withdrawn] = [Planned],
    }.ToFrozenDictionary();

    public static bool Allows(ReleaseState from, ReleaseState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>What it says may still change.</summary>
    public static bool IsEditable(ReleaseState state) => state is Planned or Go or NoGo;
}
