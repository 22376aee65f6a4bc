using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Sources.Ledger;

namespace OpsPortal.Features.Detect.Sources.Queries;

/// <summary>How a source does, in one word.</summary>
public enum SourceState
{
    /// <summary>Nothing has come from it yet.</summary>
    Waiting,

    Speaking,

    /// <summary>It has been silent for longer than its heartbeat.</summary>
    Silent,

    /// <summary>Something of the last hour was refused or lost.</summary>
    Failing,

    Off,
}

/// <summary>One source in the list.</summary>
/// <param name="PerMinute">Signals within the last 60 seconds.</param>
/// <param name="Errors">Refused within the last hour.</param>
/// <param name="Dropped">Lost within the last hour.</param>
public sealed record SourceRow(
    string Name, SourceKind Kind, string Team, SourceState State, DateTimeOffset? LastSignalAt, long PerMinute, long Errors, long Dropped)
{
    /// <summary>The state in words.</summary>
    public string Said => State switch
    {
        SourceState.Waiting => "Nothing yet",
        SourceState.Off => "Switched off",
        SourceState.Failing => Errors > 0 ? "Some refused" : "Some lost",
        _ => State.ToString(),
    };
}

/// <summary>One source in full, as its page shows it.</summary>
/// <param name="Minutes">The last hour, oldest first, without gaps.</param>
/// <param name="Signals">The last ones, newest first.</param>
/// <param name="Errors">The last ones, newest first.</param>
public sealed record SourceStory(
    SourceRow Row,
    IntakeSource Source,
    IReadOnlyList<SourceMinute> Minutes,
    IReadOnlyList<(DateTimeOffset At, SignalView Signal)> Signals,
    IReadOnlyList<SourceSample> Errors);
