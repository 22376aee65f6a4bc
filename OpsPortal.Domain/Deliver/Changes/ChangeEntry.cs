using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;

namespace OpsPortal.Domain.Deliver.Changes;

/// <summary>What an entry of a change's timeline tells.</summary>
public enum ChangeEntryKind
{
    Requested,

    /// <summary>The change moved from one state to another.</summary>
    Moved,
    Edited,

    /// <summary>Authors became known.</summary>
    Credited,
    Noted,
}

/// <summary>One line of a change's timeline. Never changed once written.</summary>
public sealed class ChangeEntry
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxTextLength = 8000;

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public ChangeNumber Change { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    public ChangeEntryKind Kind { get; init; }

    /// <summary>Who acted, as shown.</summary>
    public required string Actor { get; init; }

    /// <summary>Set for <see cref="ChangeEntryKind.Moved"/> only.</summary>
    public ChangeState? From { get; init; }

    /// <summary>Set for <see cref="ChangeEntryKind.Moved"/> only.</summary>
    public ChangeState? To { get; init; }

    /// <summary>Set for <see cref="ChangeEntryKind.Requested"/> and <see cref="ChangeEntryKind.Edited"/> only.</summary>
    public int? Revision { get; init; }

    public string Text { get; init; } = "";
}

/// <summary>The plan as somebody saved it. Never changed.</summary>
public sealed class ChangeRevision
{
    public ChangeNumber Change { get; init; }

    /// <summary>1, 2, 3 … without a gap.</summary>
    public int Number { get; init; }

    public required ChangePlan Plan { get; init; }

    public required Party By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Why it was edited; empty for the first.</summary>
    public string Note { get; init; } = "";
}
