using System.Globalization;
using System.Text.Json;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Http;

namespace OpsPortal.Features.Deliver.Runners.Jenkins;

/// <summary>Has Jenkins build a job: asked for it becomes an item of the queue, and the item becomes a build.</summary>
/// <remarks>Jenkins does not tell repeats apart: where nobody knows whether a request came there, the build is looked for by our key and never asked for again.</remarks>
internal sealed class JenkinsRunner(RunnerHttp http) : IStepRunner
{
    public const string Name = "jenkins";

    private const string Jenkins = "Jenkins";
    private const string Queue = "queue:";
    private const string Build = "build:";

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    public string Kind => Name;

    public Refusal? Check(StepSettings settings)
    {
        var read = settings.Read<JenkinsSettings>();
        return read is Outcome<JenkinsSettings>.Done(var wanted) ? wanted.Check() : read.Refusal;
    }

    public Task<RunnerAnswer> BeginAsync(ReadyStep step, CancellationToken stopping) => WithAsync(step, async (calls, _) =>
    {
        var reply = await calls.BuildAsync(step.Run, stopping);
        step.Log.Say($"Asked Jenkins for a build: {reply.Said}");
        if (reply.IsSuccess) return RunnerAnswer.Running(Item(reply.Location) is > 0 and var item ? Refer(Queue, item) : null, "It waits in Jenkins' queue.") with { AskAgainIn = Often };
        if (reply.Status == 429) return RunnerAnswer.NotBegun(RunnerRefusals.NotReached(reply.Said), reply.RetryAfter);
        return reply.MayWorkLater ? RunnerAnswer.Unknown(RunnerRefusals.NotReached(reply.Said), Often) : RunnerAnswer.Failed(RunnerRefusals.Refused(Jenkins, reply.Said, ""));
    });

    public Task<RunnerAnswer> AskAsync(ReadyStep step, string? reference, CancellationToken stopping) => WithAsync(step, async (calls, settings) =>
    {
        reference ??= await FindAsync(calls, settings.KeyParameter, step.Run.IdempotencyKey, stopping);
        if (Of(reference, Queue) is > 0 and var item)
        {
            var reply = await calls.QueueItemAsync(item, stopping);
            if (reply.MayWorkLater) return Lost(reply, reference);
            var told = ReplyJson.Read(reply.Body);
            if (told.Member("cancelled").IsTrue()) return RunnerAnswer.Failed(RunnerRefusals.EndedBadly(Jenkins, "cancelled in the queue"));
            if (told.Member("executable").Member("number").Number() is > 0 and var number) reference = Refer(Build, number);
            else if (reply.IsSuccess) return RunnerAnswer.Running(reference, told.Member("why").Text() is { Length: > 0 } why ? OneLine.Of(why, 300) : "It waits in Jenkins' queue.") with { AskAgainIn = Often };

            // Jenkins forgets an item some minutes after it became a build.
            else reference = await FindAsync(calls, settings.KeyParameter, step.Run.IdempotencyKey, stopping);
        }

        if (Of(reference, Build) is not (> 0 and var build)) return RunnerAnswer.Unknown(RunnerRefusals.NotFoundThere($"No build of {settings.Job} with {settings.KeyParameter}={step.Run.IdempotencyKey} was found at Jenkins yet."), Often) with { Reference = reference };
        var stands = await calls.BuildAsync(build, stopping);
        return stands.IsSuccess ? Stands(ReplyJson.Read(stands.Body), Refer(Build, build)) : Lost(stands, Refer(Build, build));
    });

    public async Task StopAsync(ReadyStep step, string? reference, CancellationToken stopping)
    {
        if (step.Settings.Read<JenkinsSettings>() is not Outcome<JenkinsSettings>.Done(var settings)) return;
        var calls = new JenkinsCalls(http, settings);
        reference ??= await FindAsync(calls, settings.KeyParameter, step.Run.IdempotencyKey, stopping);
        if (Of(reference, Queue) is > 0 and var item) step.Log.Say($"Asked Jenkins to cancel: {(await calls.CancelItemAsync(item, stopping)).Said}");
        if (Of(await FindAsync(calls, settings.KeyParameter, step.Run.IdempotencyKey, stopping) ?? reference, Build) is > 0 and var build) step.Log.Say($"Asked Jenkins to stop: {(await calls.StopBuildAsync(build, stopping)).Said}");
    }

    private async Task<RunnerAnswer> WithAsync(ReadyStep step, Func<JenkinsCalls, JenkinsSettings, Task<RunnerAnswer>> ask)
    {
        var read = step.Settings.Read<JenkinsSettings>();
        if (read is not Outcome<JenkinsSettings>.Done(var settings)) return RunnerAnswer.Failed(read.Refusal ?? RunnerRefusals.BadSettings(""));
        return settings.Check() is { } wrong ? RunnerAnswer.Failed(wrong) : await ask(new(http, settings), settings);
    }

    private static RunnerAnswer Stands(JsonElement build, string reference)
    {
        var result = build.Member("result").Text();
        var answer = build.Member("building").IsTrue() || result.Length == 0 ? RunnerAnswer.Running(reference, "Jenkins builds it.") with { AskAgainIn = Often }
            : result == "SUCCESS" ? RunnerAnswer.Succeeded("The build succeeded.")
            : RunnerAnswer.Failed(RunnerRefusals.EndedBadly(Jenkins, OneLine.Of(result, 40)));
        return answer with { Reference = reference, LogLink = build.Member("url").Text() is { Length: > 0 } link && SettingUrl.IsGood(link) ? link : null };
    }

    /// <summary>What was given our key, in the queue or among the newest builds; null: nothing.</summary>
    private static async Task<string?> FindAsync(JenkinsCalls calls, string parameter, string key, CancellationToken stopping)
    {
        var waiting = ReplyJson.Read((await calls.QueueAsync(stopping)).Body).Member("items").Items().FirstOrDefault(item => Carries(item, parameter, key));
        if (waiting.Member("id").Number() is > 0 and var item) return Refer(Queue, item);
        var built = ReplyJson.Read((await calls.BuildsAsync(stopping)).Body).Member("builds").Items().FirstOrDefault(build => Carries(build, parameter, key));
        return built.Member("number").Number() is > 0 and var number ? Refer(Build, number) : null;
    }

    private static bool Carries(JsonElement one, string parameter, string key) =>
        one.Member("actions").Items().SelectMany(action => action.Member("parameters").Items()).Any(given => given.Member("name").Text() == parameter && given.Member("value").Text() == key);

    private static RunnerAnswer Lost(HttpReply reply, string? reference) => RunnerAnswer.Unknown(RunnerRefusals.NotReached(reply.Said), reply.RetryAfter ?? Often) with { Reference = reference };

    /// <summary>The number in <c>…/queue/item/17/</c>; only the number is believed, not the address.</summary>
    private static long Item(string location) =>
        location.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., "queue", "item", var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var item) ? item : 0;

    private static long Of(string? reference, string kind) =>
        reference?.StartsWith(kind, StringComparison.Ordinal) == true && long.TryParse(reference.AsSpan(kind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Refer(string kind, long number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
}
