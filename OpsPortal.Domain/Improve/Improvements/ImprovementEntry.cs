using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>What an entry of an improvement's timeline tells.</summary>
public enum ImprovementEntryKind
{
    Entered,

    /// <summary>It moved from one state to another.</summary>
    Moved,
    Edited,

    /// <summary>Somebody else works it.</summary>
    Assigned,
    Measured,
    Commented,
}

/// <summary>One line of an improvement's timeline. Never changed once written.</summary>
public sealed class ImprovementEntry
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public ImprovementNumber Improvement { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    public ImprovementEntryKind Kind { get; init; }

    /// <summary>Who acted, as shown.</summary>
    public required string Actor { get; init; }

    /// <summary>Set for <see cref="ImprovementEntryKind.Moved"/> only.</summary>
    public ImprovementState? From { get; init; }

    /// <summary>Set for <see cref="ImprovementEntryKind.Moved"/> only.</summary>
    public ImprovementState? To { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Why a text that has to be given cannot stand, or null where it can.</summary>
    internal static Refusal? Fault(string what, string text) => string.IsNullOrWhiteSpace(text) ? ImprovementRefusals.TextMissing(what) : OptionalFault(what, text);

    internal static Refusal? OptionalFault(string what, string text) =>
        text.Length > MaxTextLength || Plain.HasUnprintable(text.ReplaceLineEndings("\n"), lines: true) ? ImprovementRefusals.BadText(what, MaxTextLength) : null;
}
