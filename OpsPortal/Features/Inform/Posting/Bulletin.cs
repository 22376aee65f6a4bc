using System.Text.Json.Nodes;

namespace OpsPortal.Features.Inform.Posting;

/// <summary>One line of a list in a message.</summary>
/// <param name="Mark">What it is, in a word, as <c>P2</c> or <c>Over</c>.</param>
/// <param name="Link">Where there is more; empty: nowhere.</param>
internal sealed record BulletinLine(string Mark, string Text, string Link = "");

/// <summary>What is to be said, before it is put into the format of a destination. All text is plain; each format escapes it its own way.</summary>
/// <param name="Type">For programs, as <c>announcement.started</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Facts">The same for programs.</param>
internal sealed record Bulletin(string Type, string Subject, IReadOnlyList<string> Paragraphs, JsonObject Facts)
{
    public IReadOnlyList<BulletinLine> Lines { get; init; } = [];

    /// <summary>Where there is more; empty: nowhere.</summary>
    public string Link { get; init; } = "";

    public string LinkText { get; init; } = "";

    /// <summary>Why the reader gets it, at the end; empty: that is not said.</summary>
    public string Footer { get; init; } = "";

    /// <summary>Ends what the reader gets; may hold the mark of a token. Empty: it cannot be ended.</summary>
    public string EndLink { get; init; } = "";

    /// <summary>The mail is part of a mailing that one POST to <see cref="EndLink"/> ends.</summary>
    public bool IsMailing { get; init; }
}
