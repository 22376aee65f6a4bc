using System.Text.Json.Nodes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Features.Inform.Subscriptions.Acts;

/// <summary>Makes subscriptions, and the message by which an address says that it is meant.</summary>
internal sealed class Confirmations(BulletinMessages messages, OutboxSeal seal, InformLinks links)
{
    public const string ChallengeKind = "inform.challenge";

    /// <summary>What messages about subscriptions are about.</summary>
    public const string About = "Subscription";

    public Subscription New(KnownAddress address, DateTimeOffset now)
    {
        var token = SubscriptionTokens.New();
        return new()
        {
            Kind = address.Kind,
            AddressKey = address.Key,
            Shown = address.Shown,
            SealedTarget = address.Kind == DestinationKind.Mail ? null : new PostTarget(address.Value, address.Kind == DestinationKind.Webhook ? StandardWebhooks.NewSecret() : "", token).Seal(seal),
            CreatedAt = now,
            EndDigest = SubscriptionTokens.Digest(token),
            SealedEndToken = seal.Seal(token),
        };
    }

    /// <summary>A mail or a chat gets a link, a webhook a challenge that it has to repeat.</summary>
    public OutboxMessage Ask(Subscription subscription, KnownAddress address, IReadOnlyList<ServiceKey> wanted, DateTimeOffset now)
    {
        var token = SubscriptionTokens.New();
        subscription.Ask(wanted, SubscriptionTokens.Digest(token), now);
        if (subscription.Kind == DestinationKind.Webhook) return Challenge(subscription, address, token, now);
        var bulletin = new Bulletin("subscription.confirmation", "Confirm your subscription", ["Somebody, hopefully you, asked to be told here when services are disturbed or worked on.", "Open the link within 24 hours to confirm. If it was not you, do nothing: nothing more will come."], [])
        {
            Link = links.Confirm(Letter.Token),
            LinkText = "Confirm the subscription",
        };
        var kept = subscription.Kind == DestinationKind.Mail ? seal.Seal(token) : new PostTarget(address.Value, "", token).Seal(seal);
        return messages.Of(bulletin, new(subscription.Kind, subscription.Shown, kept), About, now);
    }

    private OutboxMessage Challenge(Subscription subscription, KnownAddress address, string token, DateTimeOffset now)
    {
        var secret = PostTarget.Open(seal, subscription.SealedTarget)?.Secret ?? "";
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = ChallengeKind,
            About = About,
            Recipient = subscription.Shown,
            Subject = "Challenge to confirm a subscription",
            Content = new JsonObject { ["type"] = "subscription.challenge", ["challenge"] = Letter.Token, ["secret"] = SecretMark }.ToJsonString(),
            SealedSecret = new PostTarget(address.Value, secret, token).Seal(seal),
            Repeatable = true,
            MaxAttempts = 3,
            TimeOutSeconds = 15,
            CreatedAt = now,
            DueAt = now,
        };
    }

    /// <summary>Stands for the signing secret, which only the receiver itself is told.</summary>
    public const string SecretMark = "%%secret%%";
}
