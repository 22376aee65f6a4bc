using Microsoft.Extensions.Options;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Puts a run into the outbox.</summary>
internal sealed class RunMessages(IOptions<AutomationOptions> options)
{
    public const string Webhook = "automation.webhook";
    public const string Script = "automation.script";

    public OutboxMessage Of(TriggerRun run, Trigger trigger, DateTimeOffset now)
    {
        var posted = run.Action is ActionKind.Webhook or ActionKind.Scale;
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = posted ? Webhook : Script,
            About = run.Number.ToString(),
            Content = run.Input,
            SealedSecret = posted ? trigger.SealedSecret : null,

            // A receiver tells repeats by the id; a script has no such memory.
            Repeatable = posted,
            MaxAttempts = posted ? options.Value.WebhookAttempts : 1,
            TimeOutSeconds = trigger.Action.TimeOutSeconds,
            CreatedAt = now,
            DueAt = now,
        };
    }
}
