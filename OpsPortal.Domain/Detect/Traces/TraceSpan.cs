using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Traces;

/// <summary>Which side of a call a span tells of; the numbers are those of OpenTelemetry.</summary>
public enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

/// <summary>One step of a trace: what a service did, from when, for how long.</summary>
/// <param name="Id">16 hex digits, its own within the trace.</param>
/// <param name="Parent">The id of the step that caused it; empty: it is where the trace begins.</param>
/// <param name="At">UTC, by the clock of whoever did it.</param>
/// <param name="Service">The key of a service of the catalogue, else the name the sender goes by; empty where it gave none.</param>
public sealed record TraceSpan(string Id, string Parent, string Name, SpanKind Kind, DateTimeOffset At, TimeSpan Took, string Service)
{
    /// <summary>Longest names, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Longest message and values of attributes, in characters.</summary>
    public const int MaxTextLength = 500;

    public bool Failed { get; init; }

    /// <summary>Why it failed; empty where that was not told.</summary>
    public string Message { get; init; } = "";

    /// <summary>In the order they were sent.</summary>
    public IReadOnlyList<Label> Attributes { get; init; } = [];

    public DateTimeOffset EndsAt => At + Took;

    public bool IsRoot => Parent.Length == 0;

    /// <summary>Whether somebody waited for it too long: the beginning of a trace, or a service answering another.</summary>
    public bool IsSlow(TimeSpan after) => (IsRoot || Kind == SpanKind.Server) && Took >= after;

    /// <summary>A text no longer than <paramref name="most"/> characters, never ending in half a character.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1), "…");
}
