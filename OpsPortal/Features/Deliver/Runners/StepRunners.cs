using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Logs;
using OpsPortal.Features.Deliver.Runners.Secrets;

namespace OpsPortal.Features.Deliver.Runners;

/// <summary>The one door to all runners: finds the runner of a step, puts its secrets in, and lets none of them out again.</summary>
internal sealed class StepRunners(IEnumerable<IStepRunner> runners, SecretBook secrets, StepLogs logs, TimeProvider clock, ILogger<StepRunners> log)
{
    private readonly Dictionary<string, IStepRunner> _runners = runners.ToDictionary(runner => runner.Kind, StringComparer.Ordinal);

    /// <summary>Names of the runners there are, in order.</summary>
    public IReadOnlyList<string> Kinds => [.. _runners.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with a step's settings before it is ever run; null: nothing that can be seen.</summary>
    public Refusal? Check(string runner, string settings) =>
        _runners.TryGetValue(runner, out var found) ? SecretReferences.Check(settings) ?? found.Check(new(settings)) : RunnerRefusals.UnknownRunner(runner, Kinds);

    /// <summary>Begins a step. Keep that it is being begun before this is called, and the answer after.</summary>
    /// <param name="sink">Gets its lines, also after this has returned.</param>
    public Task<RunnerAnswer> BeginAsync(StepRun run, IStepLog sink, CancellationToken stopping) => RunAsync(run, sink, stopping, async (runner, step) =>
    {
        if (CheckRun(run) is { } wrong) return RunnerAnswer.Failed(wrong);
        if (clock.GetUtcNow() >= run.Deadline) return RunnerAnswer.Failed(RunnerRefusals.TooLate());
        var answer = await runner.BeginAsync(step, stopping);
        log.StepBegun(run.Deployment, run.Step, run.Attempt, answer.State, run.Runner);
        return answer;
    });

    /// <summary>Asks how a step stands that was begun, or may have been.</summary>
    /// <param name="reference">As the last answer said; null: the portal stopped before there was one.</param>
    public Task<RunnerAnswer> AskAsync(StepRun run, string? reference, IStepLog sink, CancellationToken stopping) =>
        RunAsync(run, sink, stopping, (runner, step) => runner.AskAsync(step, reference, stopping));

    /// <summary>Has a step ended, and tells how it stands then.</summary>
    public Task<RunnerAnswer> StopAsync(StepRun run, string? reference, IStepLog sink, CancellationToken stopping) => RunAsync(run, sink, stopping, async (runner, step) =>
    {
        await runner.StopAsync(step, reference, stopping);
        return await runner.AskAsync(step, reference, stopping);
    });

    private async Task<RunnerAnswer> RunAsync(StepRun run, IStepLog sink, CancellationToken stopping, Func<IStepRunner, ReadyStep, Task<RunnerAnswer>> act)
    {
        if (!_runners.TryGetValue(run.Runner, out var runner)) return RunnerAnswer.Failed(RunnerRefusals.UnknownRunner(run.Runner, Kinds));
        var opened = await secrets.OpenAsync(run.Settings, stopping);
        if (opened is not Outcome<OpenedSettings>.Done(var settings)) return RunnerAnswer.Failed(opened.Refusal ?? RunnerRefusals.BadSettings(""));
        var redactor = new SecretRedactor([.. settings.Secrets, .. run.Callback is { } callback ? [callback.Token] : Array.Empty<string>()]);
        try
        {
            return Clean(await act(runner, new(run, new(settings.Json), logs.Open(sink, redactor))), redactor);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            log.RunnerFailed(failure, run.Runner, run.Deployment, run.Step);
            return RunnerAnswer.Unknown(RunnerRefusals.PortalFailed(redactor.Redact(failure.Message)));
        }
    }

    private static Refusal? CheckRun(StepRun run) =>
        !IsName(run.IdempotencyKey, 100) ? RunnerRefusals.BadStep("its key is not made of letters, digits, dot, dash and underscore")
        : run.Parameters.Keys.FirstOrDefault(name => !IsName(name, 60)) is { } bad ? RunnerRefusals.BadStep($"the name of the parameter {OneLine.Of(bad, 60)} is none")
        : null;

    private static bool IsName(string text, int most) => text.Length > 0 && text.Length <= most && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    private static RunnerAnswer Clean(RunnerAnswer answer, SecretRedactor redactor) => answer with
    {
        Message = redactor.Redact(answer.Message),
        LogLink = answer.LogLink is { } link ? redactor.Redact(link) : null,
        Outputs = answer.Outputs.ToDictionary(output => output.Key, output => redactor.Redact(output.Value), StringComparer.Ordinal),
    };
}
