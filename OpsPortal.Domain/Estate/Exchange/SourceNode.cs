namespace OpsPortal.Domain.Estate.Exchange;

/// <summary>One value of a file, whatever its notation, with the line it stands on.</summary>
/// <param name="Line">From 1.</param>
public abstract record SourceNode(int Line)
{
    /// <summary>Nothing, a number, a truth value or a text.</summary>
    /// <param name="Text">As written; null: nothing.</param>
    /// <param name="Kind">What the notation says it is; a notation that does not say leaves it to the reader.</param>
    public sealed record Scalar(int Line, string? Text, ScalarKind Kind) : SourceNode(Line);

    /// <summary>Values in order.</summary>
    public sealed record Items(int Line, IReadOnlyList<SourceNode> Values) : SourceNode(Line);

    /// <summary>Named values in order; no name occurs twice.</summary>
    public sealed record Fields(int Line, IReadOnlyList<Field> Values) : SourceNode(Line);

    /// <param name="Line">Of the name.</param>
    public sealed record Field(int Line, string Name, SourceNode Value);
}

/// <summary>What a scalar is according to the notation it stands in.</summary>
public enum ScalarKind
{
    /// <summary>Written without quotes in a notation where that may be text or anything else.</summary>
    Open,
    Text,
    Number,

    /// <summary>Neither text nor number: true, false.</summary>
    Other,
}

/// <summary>One thing wrong with a file, at the line where it stands.</summary>
/// <param name="Line">From 1.</param>
public sealed record FileFault(int Line, string Code, string Message)
{
    /// <summary>No more than this many are told of one file.</summary>
    public const int Most = 50;

    public override string ToString() => FormattableString.Invariant($"Line {Line}: {Message}");
}
