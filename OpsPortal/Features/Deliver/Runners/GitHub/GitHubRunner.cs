using System.Globalization;
using System.Text.Json;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Http;

namespace OpsPortal.Features.Deliver.Runners.GitHub;

/// <summary>Has GitHub run a workflow, and asks how the run stands.</summary>
/// <remarks>GitHub does not tell repeats apart: where nobody knows whether a dispatch came there, the run is looked for by our key and never dispatched again.</remarks>
internal sealed class GitHubRunner(RunnerHttp http) : IStepRunner
{
    public const string Name = "github";

    /// <summary>Runs whose jobs are looked into where their names do not tell.</summary>
    private const int LookedInto = 5;

    private const string GitHub = "GitHub";

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(10);

    public string Kind => Name;

    public Refusal? Check(StepSettings settings)
    {
        var read = settings.Read<GitHubSettings>();
        return read is Outcome<GitHubSettings>.Done(var wanted) ? wanted.Check() : read.Refusal;
    }

    public Task<RunnerAnswer> BeginAsync(ReadyStep step, CancellationToken stopping) => WithAsync(step, async calls =>
    {
        var reply = await calls.DispatchAsync(step.Run, wantsRun: true, stopping);
        if (reply.Status is 400 or 422 && reply.Body.Contains("return_run_details", StringComparison.Ordinal)) reply = await calls.DispatchAsync(step.Run, wantsRun: false, stopping);
        step.Log.Say($"Dispatched to GitHub: {reply.Said}");
        if (reply.IsSuccess)
        {
            var told = ReplyJson.Read(reply.Body);
            var link = Link(told);
            if (link is not null) step.Log.Say(link);
            return RunnerAnswer.Running(told.Member("workflow_run_id").Number() is > 0 and var id ? Text(id) : null, "GitHub has taken it.") with { LogLink = link, AskAgainIn = Often };
        }

        // A limit turns it away before anything is done; no answer at all leaves it open.
        if (reply.Status is 429 || (reply.Status == 403 && reply.RetryAfter is not null)) return RunnerAnswer.NotBegun(RunnerRefusals.NotReached(reply.Said), reply.RetryAfter);
        return reply.MayWorkLater ? RunnerAnswer.Unknown(RunnerRefusals.NotReached(reply.Said), Often) : RunnerAnswer.Failed(RunnerRefusals.Refused(GitHub, reply.Said, ReplyJson.Read(reply.Body).Member("message").Text()));
    });

    public Task<RunnerAnswer> AskAsync(ReadyStep step, string? reference, CancellationToken stopping) => WithAsync(step, async calls =>
    {
        if (!long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            var (found, trouble) = await FindAsync(calls, step.Run.IdempotencyKey, stopping);
            if (trouble is not null) return RunnerAnswer.Unknown(RunnerRefusals.NotReached(trouble), Often);
            if (found == 0) return RunnerAnswer.Unknown(RunnerRefusals.NotFoundThere($"No run that shows {step.Run.IdempotencyKey} was found at GitHub yet. The workflow should name it in run-name."), Often);
            id = found;
        }

        var reply = await calls.RunAsync(id, stopping);
        if (reply.Status == 404) return RunnerAnswer.Unknown(RunnerRefusals.NotFoundThere($"GitHub knows no run {id}."), Often);
        return reply.IsSuccess ? Stands(id, ReplyJson.Read(reply.Body)) : RunnerAnswer.Unknown(RunnerRefusals.NotReached(reply.Said), reply.RetryAfter ?? Often) with { Reference = Text(id) };
    });

    public async Task StopAsync(ReadyStep step, string? reference, CancellationToken stopping)
    {
        if (step.Settings.Read<GitHubSettings>() is not Outcome<GitHubSettings>.Done(var settings)) return;
        var calls = new GitHubCalls(http, settings);
        var id = long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : (await FindAsync(calls, step.Run.IdempotencyKey, stopping)).Id;
        if (id > 0) step.Log.Say($"Asked GitHub to cancel: {(await calls.CancelAsync(id, stopping)).Said}");
    }

    private async Task<RunnerAnswer> WithAsync(ReadyStep step, Func<GitHubCalls, Task<RunnerAnswer>> ask)
    {
        var read = step.Settings.Read<GitHubSettings>();
        if (read is not Outcome<GitHubSettings>.Done(var settings)) return RunnerAnswer.Failed(read.Refusal ?? RunnerRefusals.BadSettings(""));
        return settings.Check() is { } wrong ? RunnerAnswer.Failed(wrong) : await ask(new(http, settings));
    }

    private static RunnerAnswer Stands(long id, JsonElement run)
    {
        var (status, conclusion) = (run.Member("status").Text(), run.Member("conclusion").Text());
        var answer = status != "completed" ? RunnerAnswer.Running(Text(id), $"GitHub says {(status.Length > 0 ? status : "nothing")}.") with { AskAgainIn = Often }
            : conclusion == "success" ? RunnerAnswer.Succeeded("The workflow succeeded.")
            : RunnerAnswer.Failed(RunnerRefusals.EndedBadly(GitHub, OneLine.Of(conclusion, 40)));
        return answer with { Reference = Text(id), LogLink = Link(run) };
    }

    /// <summary>The run that shows our key: in its name, or in the name of a step of one of its jobs.</summary>
    private static async Task<(long Id, string? Trouble)> FindAsync(GitHubCalls calls, string key, CancellationToken stopping)
    {
        var reply = await calls.RunsAsync(stopping);
        if (!reply.IsSuccess) return (0, reply.Said);
        var runs = ReplyJson.Read(reply.Body).Member("workflow_runs").Items().ToList();
        foreach (var run in runs.Where(run => Shows(run.Member("display_title"), key) || Shows(run.Member("name"), key))) return (run.Member("id").Number(), null);
        foreach (var id in runs.Take(LookedInto).Select(run => run.Member("id").Number()))
        {
            var jobs = ReplyJson.Read((await calls.JobsAsync(id, stopping)).Body).Member("jobs").Items();
            if (jobs.Any(job => Shows(job.Member("name"), key) || job.Member("steps").Items().Any(step => Shows(step.Member("name"), key)))) return (id, null);
        }

        return (0, null);
    }

    private static bool Shows(JsonElement name, string key) => name.Text().Split([' ', '(', ')', '[', ']', ',', ':', '"', '\''], StringSplitOptions.RemoveEmptyEntries).Contains(key, StringComparer.Ordinal);

    private static string? Link(JsonElement told) => told.Member("html_url").Text() is { Length: > 0 } link && SettingUrl.IsGood(link) ? link : null;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
