using System.Collections.Frozen;
using static OpsPortal.Domain.Respond.Problems.ProblemState;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>Where a problem stands.</summary>
public enum ProblemState
{
    /// <summary>The portal or a person thinks that there is one; nobody has looked yet.</summary>
    Proposed,

    /// <summary>Somebody says that there is one, and its cause is looked for.</summary>
    Confirmed,

    /// <summary>Root cause and workaround are known, and it is not fixed: ITIL's known error.</summary>
    KnownError,

    /// <summary>A fix is in place, and whether it holds is watched.</summary>
    Resolved,

    Closed,

    /// <summary>Somebody says that it is none.</summary>
    Dismissed,
}

/// <summary>The diagram of a problem, as data. What is not listed is refused.</summary>
public static class ProblemLifecycle
{
    private static readonly FrozenDictionary<ProblemState, ProblemState[]> Next = new Dictionary<ProblemState, ProblemState[]>
    {
        [Proposed] = [Confirmed, Dismissed],
        [Confirmed] = [KnownError, Resolved, Dismissed],
        [KnownError] = [Confirmed, Resolved],
        [Resolved] = [Confirmed, KnownError, Closed],
        [Closed] = [Confirmed, KnownError],
        [Dismissed] = [Proposed, Confirmed],
    }.ToFrozenDictionary();

    /// <summary>Somebody still has to do something about it, or to watch it.</summary>
    public static IReadOnlyList<ProblemState> Open { get; } = [Proposed, Confirmed, KnownError, Resolved];

    public static bool Allows(ProblemState from, ProblemState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    public static bool IsOpen(ProblemState state) => state is Proposed or Confirmed or KnownError or Resolved;
}
