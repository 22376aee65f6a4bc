using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Inform.Deliveries;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Subscriptions.Acts;

/// <summary>What whoever holds a token does with a subscription, and what the staff does.</summary>
internal sealed class SubscriptionActs(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    private static readonly Actor Reader = Actor.Portal("Status page");

    /// <summary>Whether a confirmation is still waited for.</summary>
    public async Task<bool> AwaitsAsync(string token, CancellationToken stopping)
    {
        if (!SubscriptionTokens.Looks(token)) return false;
        var (digest, now) = (SubscriptionTokens.Digest(token), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Subscription>().AnyAsync(one => one.ConfirmDigest == digest && one.ConfirmUntil >= now, stopping);
    }

    public async Task<bool> IsHeldAsync(string token, CancellationToken stopping)
    {
        if (!SubscriptionTokens.Looks(token)) return false;
        var digest = SubscriptionTokens.Digest(token);
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Subscription>().AnyAsync(one => one.EndDigest == digest, stopping);
    }

    /// <summary>Refused for a token that is unknown, used or too old.</summary>
    public async Task<Outcome<Subscription>> ConfirmAsync(string token, CancellationToken stopping)
    {
        if (!SubscriptionTokens.Looks(token)) return InformRefusals.NoSuchToken();
        var (digest, now) = (SubscriptionTokens.Digest(token), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Subscription>().SingleOrDefaultAsync(one => one.ConfirmDigest == digest, stopping) is not { } found || !found.Confirm(now)) return InformRefusals.NoSuchToken();
        Record(db, found, "subscription.confirmed", now);
        return await SaveAsync(db, found, stopping);
    }

    /// <summary>Nothing more is sent, and the address is forgotten. Refused for an unknown token.</summary>
    public async Task<Outcome<Subscription>> EndAsync(string token, CancellationToken stopping)
    {
        if (!SubscriptionTokens.Looks(token)) return InformRefusals.NoSuchToken();
        var digest = SubscriptionTokens.Digest(token);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Subscription>().SingleOrDefaultAsync(one => one.EndDigest == digest, stopping) is not { } found) return InformRefusals.NoSuchToken();
        db.Remove(found);
        Record(db, found, "subscription.ended", clock.GetUtcNow());
        return await SaveAsync(db, found, stopping);
    }

    /// <summary>Removes somebody's subscription on their behalf.</summary>
    /// <param name="by">Needs <see cref="Permissions.SubscribersManage"/>.</param>
    public async Task<Outcome<Subscription>> RemoveAsync(Actor by, long id, CancellationToken stopping)
    {
        if (!by.May(Permissions.SubscribersManage)) return Refusals.Forbidden(Permissions.SubscribersManage);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Subscription>().SingleOrDefaultAsync(one => one.Id == id, stopping) is not { } found) return Refusals.NotFound("The subscription");
        db.Remove(found);
        db.Record(new Act(by, clock.GetUtcNow(), "subscription.removed", AddressMask.Of(found.Shown), new { found.Kind, found.ConfirmedAt }, null));
        return await SaveAsync(db, found, stopping);
    }

    /// <summary>Addresses are forgotten when somebody leaves; the audit trail, which forgets nothing, has them masked.</summary>
    public static void Record(OpsDb db, Subscription subscription, string act, DateTimeOffset now) =>
        db.Record(new Act(Reader, now, act, AddressMask.Of(subscription.Shown), null, new { subscription.Kind, Services = subscription.Services.Select(key => key.Value).ToArray() }));

    private async Task<Outcome<Subscription>> SaveAsync(OpsDb db, Subscription found, CancellationToken stopping)
    {
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return InformRefusals.NoSuchToken();
        }

        feed.Publish(ChangeKind.Announcements);
        feed.Publish(ChangeKind.Audit);
        return found;
    }
}

/// <summary>Forgets addresses that nobody has confirmed. Running it twice forgets nothing twice.</summary>
internal sealed class RetainSubscriptions(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var until = clock.GetUtcNow() - (2 * Subscription.ConfirmWithin);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<Subscription>().Where(one => one.ConfirmedAt == null && one.AskedAt < until).ExecuteDeleteAsync(stopping);
    }
}
