namespace OpsPortal.Features.Deliver.Runners;

internal static partial class RunnerLog
{
    [LoggerMessage(6401, LogLevel.Error, "The runner {Runner} failed at {Deployment}, step {Step}")]
    public static partial void RunnerFailed(this ILogger log, Exception fault, string runner, string deployment, string step);

    [LoggerMessage(6402, LogLevel.Information, "{Deployment}, step {Step}, attempt {Attempt}: {State} ({Runner})")]
    public static partial void StepBegun(this ILogger log, string deployment, string step, int attempt, RunnerState state, string runner);

    [LoggerMessage(6403, LogLevel.Warning, "{Left} processes were left behind by {Deployment}, step {Step}, and ended")]
    public static partial void StepLeftBehind(this ILogger log, int left, string deployment, string step);
}
