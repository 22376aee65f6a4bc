using System.Collections.Frozen;
using static OpsPortal.Domain.Deliver.Changes.ChangeState;

namespace OpsPortal.Domain.Deliver.Changes;

/// <summary>Where a change stands, as lists show it. Whether it may start is never read from here but from the decisions, anew each time.</summary>
public enum ChangeState
{
    /// <summary>Being written; nobody is asked.</summary>
    Draft,

    /// <summary>Those who may approve it have been asked.</summary>
    AwaitingApproval,

    /// <summary>All who must have approved it have.</summary>
    Approved,

    /// <summary>Somebody said no. It is edited before anybody is asked again.</summary>
    Rejected,

    /// <summary>It is being carried out.</summary>
    Implementing,

    /// <summary>It was carried out and stays.</summary>
    Implemented,

    /// <summary>It was taken back as its backout plan says.</summary>
    BackedOut,

    /// <summary>Reviewed; nothing follows.</summary>
    Closed,

    /// <summary>Called off before it began.</summary>
    Withdrawn,
}

/// <summary>The diagram of a change, as data. What is not listed is refused.</summary>
/// <remarks>From a draft, or while approval is awaited, a change begins by break-glass alone.</remarks>
public static class ChangeLifecycle
{
    private static readonly FrozenDictionary<ChangeState, ChangeState[]> Next = new Dictionary<ChangeState, ChangeState[]>
    {
        [Draft] = [AwaitingApproval, Implementing, Withdrawn],
        [AwaitingApproval] = [Draft, Approved, Rejected, Implementing, Withdrawn],
        [Approved] = [Draft, AwaitingApproval, Rejected, Implementing, Withdrawn],
        [Rejected] = [Draft, Withdrawn],
        [Implementing] = [Implemented, BackedOut],
        [Implemented] = [BackedOut, Closed],
        [BackedOut] = [Closed],
    }.ToFrozenDictionary();

    public static bool Allows(ChangeState from, ChangeState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Nothing follows any more.</summary>
    public static bool IsOver(ChangeState state) => !Next.ContainsKey(state);

    /// <summary>Its plan may still change.</summary>
    public static bool IsEditable(ChangeState state) => state is Draft or AwaitingApproval or Approved or Rejected;
}
