using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Automation.Sending;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Deliveries;

/// <summary>Tries once more what was given up.</summary>
internal sealed class RetryDelivery(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<RetryDelivery> log)
{
    private const int Attempts = 3;

    /// <summary>Refused for what was not given up, for what a trigger sent, and for an event that is over meanwhile.</summary>
    public async Task<Outcome<Guid>> RunAsync(Actor by, Guid id, CancellationToken stopping)
    {
        if (!by.May(Permissions.DeliveriesRetry)) return Refusals.Forbidden(Permissions.DeliveriesRetry);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<OutboxMessage>().SingleOrDefaultAsync(message => message.Id == id, stopping) is not { } found) return Refusals.NotFound("The message");
        if (found.Kind is RunMessages.Webhook or RunMessages.Script) return InformRefusals.RunsItself();
        if (found.State != OutboxState.GivenUp) return InformRefusals.NotGivenUp();

        // Whoever is told that an event fires must be told that it is over; where that is decided already, it is too late.
        if (NotificationNumber.TryParse(found.About, null, out _) && found.About.Contains('-', StringComparison.Ordinal)
            && !await db.Set<Telling>().AnyAsync(telling => telling.Message == id && telling.State == TellingState.Told, stopping)) return InformRefusals.NoLongerTrue();
        var now = clock.GetUtcNow();
        found.Retry(now, Attempts);
        db.Record(new Act(by, now, "delivery.retried", found.About, null, new { Message = id, found.Kind }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return InformRefusals.NotGivenUp();
        }

        feed.Publish(ChangeKind.Outbox);
        feed.Publish(ChangeKind.Audit);
        log.Acted("delivery.retried", found.About, by.Name);
        return id;
    }
}
