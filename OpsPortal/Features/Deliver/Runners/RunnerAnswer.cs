using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners;

internal enum RunnerState
{
    /// <summary>It was begun and has not ended.</summary>
    Running,
    Succeeded,
    Failed,

    /// <summary>Nothing has happened, or what has is told apart by the key: it may be begun again with the same key.</summary>
    NotBegun,

    /// <summary>Nobody can tell now whether it runs: it may be asked again, and must not be begun again.</summary>
    Unknown,
}

/// <summary>How a step stands.</summary>
/// <param name="Message">One sentence for a person, without secrets.</param>
internal sealed record RunnerAnswer(RunnerState State, string Message)
{
    /// <summary>Machine-readable reason of what is neither running nor done, as <c>runner.interrupted</c>; else empty.</summary>
    public string Code { get; init; } = "";

    /// <summary>The name of the run where it runs; null: it has none yet. Keep the newest, and ask with it.</summary>
    public string? Reference { get; init; }

    /// <summary>What the step gives to later ones, by name.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where its own log is to be read; null: nowhere else.</summary>
    public string? LogLink { get; init; }

    /// <summary>How long it wants to be left alone; null: as usual.</summary>
    public TimeSpan? AskAgainIn { get; init; }

    public static RunnerAnswer Running(string? reference, string message) => new(RunnerState.Running, message) { Reference = reference };

    public static RunnerAnswer Succeeded(string message) => new(RunnerState.Succeeded, message);

    public static RunnerAnswer Failed(Refusal why) => new(RunnerState.Failed, why.Message) { Code = why.Code };

    public static RunnerAnswer NotBegun(Refusal why, TimeSpan? askAgainIn = null) => new(RunnerState.NotBegun, why.Message) { Code = why.Code, AskAgainIn = askAgainIn };

    public static RunnerAnswer Unknown(Refusal why, TimeSpan? askAgainIn = null) => new(RunnerState.Unknown, why.Message) { Code = why.Code, AskAgainIn = askAgainIn };
}
