using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver;
using OpsPortal.Domain.Kernel;
using OpsPortal.Outgoing.Scripts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Runners.Scripts;

/// <summary>Runs a script of the folder, in this portal's own process tree. What a stopped portal interrupted has failed, and is not begun again by itself.</summary>
internal sealed class ScriptRunner(RunningScripts running, IOptions<RunnerOptions> options, IOptions<StorageOptions> storage, TimeProvider clock, ILogger<ScriptRunner> log) : IStepRunner
{
    public const string Name = "script";

    private const string Key = "OPSPORTAL_STEP_KEY", Marked = "OPSPORTAL_STEP_MARK";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>What every script sees of its step.</summary>
    private static readonly (string Name, string Asked)[] Told =
    [
        (Key, "{key}"), ("OPSPORTAL_DEPLOYMENT", "{deployment}"), ("OPSPORTAL_STAGE", "{stage}"), ("OPSPORTAL_STEP", "{step}"), ("OPSPORTAL_ATTEMPT", "{attempt}"),
        ("OPSPORTAL_ENVIRONMENT", "{environment}"), ("OPSPORTAL_COMPONENT", "{component}"), ("OPSPORTAL_VERSION", "{version}"), ("OPSPORTAL_DIGEST", "{digest}"),
    ];

    /// <summary>The same after a restart, and another for every other portal on this machine, whose steps may have the same keys.</summary>
    private readonly string _portal = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{storage.Value.Where}\n{options.Value.ScriptFolder}")))[..16];

    public string Kind => Name;

    public Refusal? Check(StepSettings settings)
    {
        var read = settings.Read<ScriptSettings>();
        if (read is not Outcome<ScriptSettings>.Done(var wanted)) return read.Refusal;
        return wanted.Check(options.Value.ScriptVariables) ?? Find(wanted.Script).Refusal;
    }

    /// <remarks>Where as many run as may it waits its turn, in the order they were begun.</remarks>
    public async Task<RunnerAnswer> BeginAsync(ReadyStep step, CancellationToken stopping)
    {
        var prepared = Prepare(step);
        if (prepared is not Outcome<ScriptCall>.Done(var call)) return RunnerAnswer.Failed(prepared.Refusal!);
        await running.BeginAsync(step.Run.IdempotencyKey, stop => RunAsync(step, call, stop), stopping);
        return Running(step.Run);
    }

    /// <remarks>A script that this portal does not know was another's, before it was stopped: what is left of it is ended.</remarks>
    public Task<RunnerAnswer> AskAsync(ReadyStep step, string? reference, CancellationToken stopping) => Task.FromResult(
        running.TryFind(step.Run.IdempotencyKey, out var answer) ? answer ?? Running(step.Run)
        : RunnerAnswer.Failed(RunnerRefusals.Interrupted(ProcessTree.EndMarked(Mark(step.Run)))));

    public async Task StopAsync(ReadyStep step, string? reference, CancellationToken stopping)
    {
        await running.StopAsync(step.Run.IdempotencyKey);
        ProcessTree.EndMarked(Mark(step.Run));
    }

    private Outcome<ScriptCall> Prepare(ReadyStep step)
    {
        var read = step.Settings.Read<ScriptSettings>();
        if (read is not Outcome<ScriptSettings>.Done(var wanted)) return read.Refusal ?? RunnerRefusals.BadSettings("");
        if (wanted.Check(options.Value.ScriptVariables) is { } wrong) return wrong;
        var found = Find(wanted.Script);
        if (found is not Outcome<FileInfo>.Done(var file)) return found.Refusal ?? RunnerRefusals.ScriptsOff();
        var filled = wanted.Arguments.Select(argument => StepPlaceholders.Fill(argument, step.Run).Replace("\0", "", StringComparison.Ordinal)).ToList();
        for (var at = 0; at < filled.Count; at++)
        {
            if (filled[at].StartsWith('-') && !wanted.Arguments[at].StartsWith('-')) return RunnerRefusals.ArgumentLooksLikeOption(at + 1);
        }

        return new ScriptCall(file, filled, Environment(step.Run, wanted), Mark(step.Run), TimeSpan.FromSeconds(wanted.TimeOutSeconds));
    }

    private async Task<RunnerAnswer> RunAsync(ReadyStep step, ScriptCall wanted, CancellationToken stop)
    {
        var left = step.Run.Deadline - clock.GetUtcNow();
        if (left <= TimeSpan.Zero) return RunnerAnswer.Failed(RunnerRefusals.TimedOut(wanted.TimeOut));
        var call = left < wanted.TimeOut ? wanted with { TimeOut = left } : wanted;
        var outputs = new ScriptOutputs();
        step.Log.Seen = outputs.Read;
        try
        {
            var end = await ScriptProcess.RunAsync(call, step.Log, stop);
            if (end is { LeftBehind: > 0, ExitCode: not null }) log.StepLeftBehind(end.LeftBehind, step.Run.Deployment, step.Run.Step);
            step.Log.Close();
            return end.ExitCode switch
            {
                0 => RunnerAnswer.Succeeded("It ended with exit code 0.") with { Outputs = outputs.Values },
                null => RunnerAnswer.Failed(RunnerRefusals.TimedOut(call.TimeOut)),
                { } code => RunnerAnswer.Failed(RunnerRefusals.ExitCode(code)) with { Outputs = outputs.Values },
            };
        }
        catch (Win32Exception failure)
        {
            return RunnerAnswer.Failed(RunnerRefusals.NotStarted(failure.Message));
        }
        catch (OperationCanceledException)
        {
            return RunnerAnswer.Failed(RunnerRefusals.Stopped());
        }
        finally
        {
            step.Log.End();
        }
    }

    private Outcome<FileInfo> Find(string name) =>
        options.Value.ScriptFolder.Length == 0 ? RunnerRefusals.ScriptsOff()
        : ScriptFiles.Find(options.Value.ScriptFolder, name) is { } file ? file
        : RunnerRefusals.NoSuchScript(name);

    private Dictionary<string, string> Environment(StepRun run, ScriptSettings wanted)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in options.Value.ScriptEnvironment)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) environment[name] = value;
        }

        foreach (var (name, value) in wanted.Environment) environment[name] = Plain(value);
        foreach (var (name, value) in run.Parameters) environment[$"OPSPORTAL_PARAMETER_{name.Replace('.', '_').Replace('-', '_').ToUpperInvariant()}"] = Plain(value);
        foreach (var (name, asked) in Told) environment[name] = Plain(StepPlaceholders.Fill(asked, run));
        environment[Marked] = Mark(run)[(Marked.Length + 1)..];
        environment["OPSPORTAL_COMPONENTS"] = Plain(JsonSerializer.Serialize(run.Components, JsonSerializerOptions.Web));
        environment["OPSPORTAL_DEADLINE"] = Canonical.Instant(run.Deadline);
        return environment;
    }

    private static RunnerAnswer Running(StepRun run) => RunnerAnswer.Running(run.IdempotencyKey, "The script runs.") with { AskAgainIn = Soon };

    private string Mark(StepRun run) => $"{Marked}={_portal}/{run.IdempotencyKey}";

    private static string Plain(string value) => value.Replace("\0", "", StringComparison.Ordinal);
}
