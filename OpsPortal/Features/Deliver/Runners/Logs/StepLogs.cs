using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Deliver.Runners.Logs;

/// <summary>Opens the writers of steps' logs.</summary>
internal sealed class StepLogs(IOptions<RunnerOptions> options, TimeProvider clock)
{
    public StepLogWriter Open(IStepLog sink, SecretRedactor redactor) => new(sink, redactor, options.Value.LogLines, clock);
}
