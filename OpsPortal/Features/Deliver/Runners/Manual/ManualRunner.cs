using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners.Manual;

/// <summary>What a manual step says.</summary>
internal sealed record ManualSettings
{
    public const int MaxInstructionsLength = 4000;

    /// <summary>What a person has to do.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>Whether a link must be given with the words.</summary>
    public bool NeedsLink { get; init; }

    public Refusal? Check() => Instructions.Trim().Length is 0 or > MaxInstructionsLength ? RunnerRefusals.BadSettings($"Say what has to be done, in {MaxInstructionsLength} characters at most.") : null;
}

/// <summary>A step that a person does. Nothing is sent; it ends when somebody shows that it is done.</summary>
internal sealed class ManualRunner : IStepRunner
{
    public const string Name = "manual";

    private static readonly TimeSpan Rarely = TimeSpan.FromMinutes(10);

    public string Kind => Name;

    public Refusal? Check(StepSettings settings)
    {
        var read = settings.Read<ManualSettings>();
        return read is Outcome<ManualSettings>.Done(var wanted) ? wanted.Check() : read.Refusal;
    }

    public Task<RunnerAnswer> BeginAsync(ReadyStep step, CancellationToken stopping) => Task.FromResult(Check(step.Settings) is { } wrong ? RunnerAnswer.Failed(wrong) : Waits(step));

    public Task<RunnerAnswer> AskAsync(ReadyStep step, string? reference, CancellationToken stopping) => Task.FromResult(Waits(step));

    public Task StopAsync(ReadyStep step, string? reference, CancellationToken stopping) => Task.CompletedTask;

    private static RunnerAnswer Waits(ReadyStep step) => RunnerAnswer.Running(step.Run.IdempotencyKey, "Waits for a person.") with { AskAgainIn = Rarely };
}
