using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Logs;

namespace OpsPortal.Features.Deliver.Runners;

/// <summary>A step with its secrets put in, and where its runner writes what it does.</summary>
internal sealed record ReadyStep(StepRun Run, StepSettings Settings, StepLogWriter Log);

/// <summary>Carries one kind of step out. What goes wrong outside is an answer, not an exception.</summary>
internal interface IStepRunner
{
    /// <summary>As plans name it: <c>script</c>.</summary>
    string Kind { get; }

    /// <summary>What is wrong with settings in which secrets are still references; null: nothing that can be seen before.</summary>
    Refusal? Check(StepSettings settings);

    /// <summary>Begins it, and returns without waiting for its end. A key that was begun before is not begun again where the runner can tell.</summary>
    Task<RunnerAnswer> BeginAsync(ReadyStep step, CancellationToken stopping);

    /// <summary>Asks how it stands.</summary>
    /// <param name="reference">As the last answer said; null: nobody knows whether it was begun.</param>
    Task<RunnerAnswer> AskAsync(ReadyStep step, string? reference, CancellationToken stopping);

    /// <summary>Has it ended before it is done. Whether it was is seen by asking.</summary>
    Task StopAsync(ReadyStep step, string? reference, CancellationToken stopping);
}
