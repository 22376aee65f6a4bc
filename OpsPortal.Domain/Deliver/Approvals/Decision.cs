using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>What was decided or said.</summary>
public enum DecisionKind
{
    Approve,

    /// <summary>Ends the round.</summary>
    Reject,
    Comment,

    /// <summary>A question to whoever asks; nothing is approved while it is open.</summary>
    AskBack,

    /// <summary>The answer to the questions that are open.</summary>
    Answer,

    /// <summary>What was asked about is no longer what it was. Ends the round.</summary>
    Void,

    /// <summary>Too few said yes in time, or what they said is too old. Ends the round.</summary>
    Expire,

    /// <summary>Whoever asked asks no more. Ends the round.</summary>
    Withdraw,

    /// <summary>It was carried out on the strength of this round, which is good for nothing else. Ends the round.</summary>
    Spend,

    /// <summary>A yes that was given after it had begun. It is kept and counts for nothing.</summary>
    Retrospective,
}

/// <summary>One line of the log that all else is derived from. Never changed and never taken out once written.</summary>
public sealed class Decision
{
    public const int MaxTextLength = 4000;

    /// <summary>What it is about, as <c>CHG-42</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Of that subject.</summary>
    public int Round { get; init; }

    /// <summary>1, 2, 3 … in its round without a gap.</summary>
    public int Place { get; init; }

    public DecisionKind Kind { get; init; }

    public required Party By { get; init; }

    /// <summary>In whose place; null: in his or her own right.</summary>
    public PersonId? Principal { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The content it is about.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The policy under which it was given.</summary>
    public required PolicyReference Policy { get; init; }

    /// <summary>The hash of what was shown; empty where nothing had to be.</summary>
    public string Seen { get; init; } = "";

    /// <summary>The reason, the question or what was said.</summary>
    public string Text { get; init; } = "";

    /// <summary>Which turn of the policy it counts for, from 0; of approvals only.</summary>
    public int Turn { get; init; }

    /// <summary>The groups that it can stand for; of approvals only.</summary>
    public IReadOnlyList<ApproverGroup> Groups { get; init; } = [];

    /// <summary>It may not begin before; null: at once.</summary>
    public DateTimeOffset? StartNotBefore { get; init; }

    /// <summary>The first instant at which it no longer counts; of approvals only.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The step-up that stands behind it; each is good for one decision.</summary>
    public Guid? StepUp { get; init; }

    public StepUpMethod? Method { get; init; }
}
