using Microsoft.Extensions.Options;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Puts a run into the outbox.</summary>
internal sealed class RunMessages(IOptions<AutomationOptions> options)
{
    public const string Webhook = "automation.webhook";
    public const string Script = "automation.script";
    public const string Incident = "automation.incident";
    public const string Notice = "automation.notice";

    private const int AttemptsInside = 3;

    public OutboxMessage Of(TriggerRun run, Trigger trigger, DateTimeOffset now)
    {
        var posted = run.Action is ActionKind.Webhook or ActionKind.Scale;
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = KindOf(run.Action),
            About = run.Number.ToString(),
            Content = run.Input,
            SealedSecret = posted ? trigger.SealedSecret : null,

            // A receiver tells repeats by the id, an incident by its event; a script has no such memory.
            Repeatable = run.Action != ActionKind.Script,
            MaxAttempts = posted ? options.Value.WebhookAttempts : run.Action == ActionKind.Script ? 1 : AttemptsInside,
            TimeOutSeconds = trigger.Action.TimeOutSeconds,
            CreatedAt = now,
            DueAt = now,
        };
    }

    private static string KindOf(ActionKind action) => action switch
    {
        ActionKind.Script => Script,
        ActionKind.OpenIncident => Incident,
        ActionKind.Notify => Notice,
        _ => Webhook,
    };
}
