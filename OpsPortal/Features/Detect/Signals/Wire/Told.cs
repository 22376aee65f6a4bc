using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>The three things a source can tell, as signals.</summary>
internal static class Told
{
    /// <summary>The end of what fires until its source says otherwise.</summary>
    public static readonly DateTimeOffset Open = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Longest text of a record, in characters.</summary>
    public const int MaxText = 32 * 1024;

    /// <summary>A condition holds, until the source says that it is over.</summary>
    public static Signal Firing(string source, LabelSet labels, LabelSet annotations, DateTimeOffset startsAt, string url = "") =>
        new(source, labels, annotations, startsAt, Open, EndIsAssumed: true, url);

    /// <summary>A condition is over.</summary>
    public static Signal Over(string source, LabelSet labels, LabelSet annotations, DateTimeOffset startsAt, DateTimeOffset endsAt, string url = "") =>
        new(source, labels, annotations, startsAt <= endsAt ? startsAt : endsAt, endsAt, EndIsAssumed: false, url);

    /// <summary>Something happened; it has no end of its own.</summary>
    public static Signal Record(string source, LabelSet labels, LabelSet annotations, DateTimeOffset at, string text, string url = "") =>
        new(source, labels, annotations, at, at, EndIsAssumed: true, url) { Kind = SignalKind.Record, Text = Fit(text) };

    private static string Fit(string text)
    {
        text = LabelDraft.Text(text);
        if (text.Length <= MaxText) return text;
        var end = char.IsHighSurrogate(text[MaxText - 2]) ? MaxText - 2 : MaxText - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
