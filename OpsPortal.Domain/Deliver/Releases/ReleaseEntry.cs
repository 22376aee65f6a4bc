using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>What an entry of a release's timeline tells.</summary>
public enum ReleaseEntryKind
{
    Planned,

    /// <summary>The release moved from one state to another.</summary>
    Moved,
    Edited,
    Task,

    /// <summary>Others have its feature than before.</summary>
    Switched,
    Noted,
}

/// <summary>One line of a release's timeline. Never changed once written.</summary>
public sealed class ReleaseEntry
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public ReleaseNumber Release { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    public ReleaseEntryKind Kind { get; init; }

    /// <summary>Who acted, as shown.</summary>
    public required string Actor { get; init; }

    /// <summary>Set for <see cref="ReleaseEntryKind.Moved"/> only.</summary>
    public ReleaseState? From { get; init; }

    /// <summary>Set for <see cref="ReleaseEntryKind.Moved"/> only.</summary>
    public ReleaseState? To { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Why a text that has to be given cannot stand, or null where it can.</summary>
    internal static Refusal? Fault(string what, string text) =>
        string.IsNullOrWhiteSpace(text) ? ReleaseRefusals.TextMissing(what) : text.Length > MaxTextLength || IsUnprintable(text) ? ReleaseRefusals.BadText(what, MaxTextLength) : null;

    internal static bool IsUnprintable(string text) => Plain.HasUnprintable(text.Replace("\r\n", "\n", StringComparison.Ordinal), lines: true);

    /// <summary>No longer than it may be, and never through a character.</summary>
    internal static string Cut(string text) => text.Length <= MaxTextLength ? text : text[..(char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength)];
}
