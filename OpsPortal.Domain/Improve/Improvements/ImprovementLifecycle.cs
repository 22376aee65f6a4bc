using System.Collections.Frozen;
using static OpsPortal.Domain.Improve.Improvements.ImprovementState;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>Where an improvement stands.</summary>
public enum ImprovementState
{
    /// <summary>Nobody has decided on it yet.</summary>
    Proposed,

    /// <summary>Somebody has taken it on and has not begun.</summary>
    TakenOn,

    /// <summary>Somebody works on it.</summary>
    InProgress,

    /// <summary>It was carried out; what it has changed is measured afterwards.</summary>
    Done,

    /// <summary>Somebody has decided against it.</summary>
    Dismissed,
}

/// <summary>The diagram of an improvement, as data. What is not listed is refused.</summary>
public static class ImprovementLifecycle
{
    private static readonly FrozenDictionary<ImprovementState, ImprovementState[]> Next = new Dictionary<ImprovementState, ImprovementState[]>
    {
        [Proposed] = [TakenOn, Dismissed],
        [TakenOn] = [InProgress, Done, Dismissed],
        [InProgress] = [Done, Dismissed],
        [Done] = [TakenOn],
        [Dismissed] = [Proposed],
    }.ToFrozenDictionary();

    /// <summary>In which something is still to be decided or done.</summary>
    public static IReadOnlyList<ImprovementState> Open { get; } = [Proposed, TakenOn, InProgress];

    public static bool Allows(ImprovementState from, ImprovementState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    public static bool IsOpen(ImprovementState state) => state is Proposed or TakenOn or InProgress;
}
