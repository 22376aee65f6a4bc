using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Subscriptions.Acts;

/// <summary>Asks a webhook whether it is meant: it gets its signing secret and a challenge, and is subscribed once it has repeated the challenge.</summary>
internal sealed class ChallengeSender(WebhookClient client, OutboxSeal seal, ChangeFeed feed, TimeProvider clock) : IOutboxSender
{
    public string Kind => Confirmations.ChallengeKind;

    public int AtOnce => 4;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        if (PostTarget.Open(seal, message.SealedSecret) is not { } target) return new(Succeeded: false, "Where this goes cannot be read any more.", Final: true);
        var body = message.Content.Replace(Letter.Token, target.Token, StringComparison.Ordinal).Replace(Confirmations.SecretMark, target.Secret, StringComparison.Ordinal);
        var answer = await client.PostAsync(new(new(target.Url), $"msg_{message.Id:N}", body, target.Secret, TimeSpan.FromSeconds(message.TimeOutSeconds), new Dictionary<string, string>(StringComparer.Ordinal)), stopping);
        if (!answer.IsSuccess) return new(Succeeded: false, answer.Said, Final: !answer.MayWorkLater, NotBefore: answer.RetryAfter is { } wait ? clock.GetUtcNow() + wait : null);
        return answer.Body.Contains(target.Token, StringComparison.Ordinal) ? new(Succeeded: true, "It repeated the challenge.") : new(Succeeded: false, $"{answer.Said}, but it did not repeat the challenge.", Final: true);
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public async Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping)
    {
        if (!delivery.Succeeded || PostTarget.Open(seal, message.SealedSecret) is not { } target) return;
        var digest = SubscriptionTokens.Digest(target.Token);
        if (await db.Set<Subscription>().SingleOrDefaultAsync(one => one.ConfirmDigest == digest, stopping) is { } found && found.Confirm(now)) SubscriptionActs.Record(db, found, "subscription.confirmed", now);
    }

    public void Told()
    {
        feed.Publish(ChangeKind.Announcements);
        feed.Publish(ChangeKind.Audit);
    }
}
