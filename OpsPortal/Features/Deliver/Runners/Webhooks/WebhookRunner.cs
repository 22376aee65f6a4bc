using OpsPortal.Domain.Kernel;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Features.Deliver.Runners.Webhooks;

/// <summary>Posts a signed body and waits until whoever took it calls back. The receiver tells repeats by the idempotency key, so it may be posted again while nobody has taken it.</summary>
internal sealed class WebhookRunner(WebhookClient client) : IStepRunner
{
    public const string Name = "webhook";

    private const string Receiver = "The receiver";

    public string Kind => Name;

    public Refusal? Check(StepSettings settings)
    {
        var read = settings.Read<WebhookSettings>();
        return read is Outcome<WebhookSettings>.Done(var wanted) ? wanted.Check() : read.Refusal;
    }

    public async Task<RunnerAnswer> BeginAsync(ReadyStep step, CancellationToken stopping)
    {
        var read = step.Settings.Read<WebhookSettings>();
        if (read is not Outcome<WebhookSettings>.Done(var wanted)) return RunnerAnswer.Failed(read.Refusal ?? RunnerRefusals.BadSettings(""));
        if (wanted.Check() is { } wrong) return RunnerAnswer.Failed(wrong);
        if (step.Run.Callback is null) return RunnerAnswer.Failed(RunnerRefusals.BadStep("it has no address to call back"));
        var url = new Uri(wanted.Url);
        var post = new WebhookPost(url, $"step_{step.Run.IdempotencyKey}", WebhookBody.Of(step.Run), wanted.Secret, TimeSpan.FromSeconds(wanted.TimeOutSeconds), wanted.Headers);
        var answer = await client.PostAsync(post, stopping);
        step.Log.Say($"POST {url.Scheme}://{url.Authority}{url.AbsolutePath}: {answer.Said}");
        if (answer.Body.Length > 0) step.Log.Say(OneLine.Of(answer.Body, 500));
        return answer switch
        {
            { IsSuccess: true } => RunnerAnswer.Running(step.Run.IdempotencyKey, "The receiver has taken it and will call back."),
            { MayWorkLater: true } => RunnerAnswer.NotBegun(RunnerRefusals.NotReached(answer.Said), answer.RetryAfter),
            _ => RunnerAnswer.Failed(RunnerRefusals.Refused(Receiver, answer.Said, answer.Body)),
        };
    }

    /// <remarks>Where the portal stopped before it knew whether it was taken, it is posted again.</remarks>
    public Task<RunnerAnswer> AskAsync(ReadyStep step, string? reference, CancellationToken stopping) => Task.FromResult(reference is null
        ? RunnerAnswer.NotBegun(RunnerRefusals.NotReached("Nobody knows whether the receiver has taken it; posting it again does no harm."))
        : RunnerAnswer.Running(reference, "Waits for the receiver to call back."));

    /// <remarks>A receiver has no address for this: it is told nothing, and its callback comes too late.</remarks>
    public Task StopAsync(ReadyStep step, string? reference, CancellationToken stopping) => Task.CompletedTask;
}
