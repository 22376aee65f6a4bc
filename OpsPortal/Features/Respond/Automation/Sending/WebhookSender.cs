using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Posts what a trigger says, signed, with the run's message as idempotency key.</summary>
internal sealed class WebhookSender(WebhookClient client, OutboxSeal seal, RunFollowing following, TimeProvider clock) : IOutboxSender
{
    /// <summary>Names the run to receivers that do not read the body; what they send back may carry it as a label.</summary>
    public const string RunHeader = "OpsPortal-Run";

    public string Kind => RunMessages.Webhook;

    public int AtOnce => 8;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        if (message.SealedSecret is null || seal.Open(message.SealedSecret) is not { } secret) return new(Succeeded: false, "The signing secret cannot be read any more; give the trigger a new one.", Final: true);
        using var content = JsonDocument.Parse(message.Content);
        var post = new WebhookPost(new(content.RootElement.GetProperty("url").GetString() ?? ""), $"msg_{message.Id:N}", content.RootElement.GetProperty("body").GetRawText(), secret,
            TimeSpan.FromSeconds(message.TimeOutSeconds), new Dictionary<string, string>(StringComparer.Ordinal) { [RunHeader] = message.About });
        var answer = await client.PostAsync(post, stopping);
        return new(answer.IsSuccess, answer.Said, Told(answer.Body, secret), Final: !answer.MayWorkLater, answer.RetryAfter is { } wait ? clock.GetUtcNow() + wait : null);
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => RunFollowing.StartedAsync(db, message, now, stopping);

    public Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping) => following.SettledAsync(db, message, delivery, now, stopping);

    public void Told() => following.Told();

    private static string Told(string body, string secret) => Redaction.Of(Encoding.UTF8.GetBytes(body.Replace(secret, "•••", StringComparison.Ordinal)), TriggerRun.MaxOutputLength);
}
