using System.Collections.Frozen;
using static OpsPortal.Domain.Respond.Handoffs.HandoffState;

namespace OpsPortal.Domain.Respond.Handoffs;

/// <summary>Where a handoff stands.</summary>
public enum HandoffState
{
    /// <summary>The giver prepares it; the facts are still brought up to date.</summary>
    Draft,

    /// <summary>The giver stands for it; the taker is asked.</summary>
    Signed,

    /// <summary>The taker has a question that is not answered yet.</summary>
    AskedBack,

    /// <summary>The taker has taken over; nothing of it changes any more.</summary>
    Accepted,
}

/// <summary>The diagram of a handoff, as data. What is not listed is refused.</summary>
public static class HandoffLifecycle
{
    private static readonly FrozenDictionary<HandoffState, HandoffState[]> Next = new Dictionary<HandoffState, HandoffState[]>
    {
        [Draft] = [Signed],
        [Signed] = [Draft, AskedBack, Accepted],
        [AskedBack] = [Draft, Signed],
    }.ToFrozenDictionary();

    public static bool Allows(HandoffState from, HandoffState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Whether the taker can still say something.</summary>
    public static bool IsWaiting(HandoffState state) => state is Signed or AskedBack;
}
