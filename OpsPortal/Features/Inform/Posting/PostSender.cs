using OpsPortal.Features.Inform.Mail;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Posting;

/// <summary>Posts to webhooks and chats through the guard against internal addresses; webhooks are signed.</summary>
internal sealed class PostSender(WebhookClient client, OutboxSeal seal, TimeProvider clock) : IOutboxSender
{
    public string Kind => BulletinMessages.PostKind;

    public int AtOnce => 8;

    public Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping) => PostAsync(client, seal, clock, message, stopping);

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public void Told()
    {
        // The pump tells whoever looks at the outbox; nothing else depends on it.
    }

    internal static async Task<Delivery> PostAsync(WebhookClient client, OutboxSeal seal, TimeProvider clock, OutboxMessage message, CancellationToken stopping)
    {
        if (PostTarget.Open(seal, message.SealedSecret) is not { } target) return new(Succeeded: false, "Where this goes cannot be read any more; set the destination anew.", Final: true);
        var post = new WebhookPost(new(target.Url), $"msg_{message.Id:N}", message.Content.Replace(Letter.Token, target.Token, StringComparison.Ordinal), target.Secret, TimeSpan.FromSeconds(message.TimeOutSeconds), new Dictionary<string, string>(StringComparer.Ordinal));
        var answer = await client.PostAsync(post, stopping);
        return new(answer.IsSuccess, answer.Said, answer.Body, Final: !answer.MayWorkLater, answer.RetryAfter is { } wait ? clock.GetUtcNow() + wait : null);
    }
}
