using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Runs;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Brings a run, and the trigger behind it, up to how its message went.</summary>
internal sealed class RunFollowing(ChangeFeed feed, ILogger<RunFollowing> log)
{
    public static readonly Actor Portal = Actor.Portal("Automation");

    public static async Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => (await FindAsync(db, message, stopping))?.Start(now);

    public async Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping)
    {
        if (await FindAsync(db, message, stopping) is not { } run) return;
        var trigger = await db.Set<Trigger>().SingleOrDefaultAsync(one => one.Number == run.Trigger, stopping);
        if (delivery.Succeeded)
        {
            run.Succeed(delivery.Output, now);
            trigger?.Worked();
            return;
        }

        var again = message.State == OutboxState.Waiting;
        run.Fail(delivery.Said, delivery.Output, again, now);
        if (again || trigger is null) return;
        var (working, before) = (trigger.StoppedAt is null, TriggerDesk.Facts(trigger));
        trigger.Failed(now);
        if (!working || trigger.StoppedAt is null) return;
        await WaitingRuns.StopAsync(db, trigger.Number, trigger.StoppedWhy, now, stopping);
        db.Record(new Act(Portal, now, "trigger.stopped", trigger.Number.ToString(), before, TriggerDesk.Facts(trigger)));
        log.Stopped(trigger.Number, trigger.StoppedWhy);
    }

    public void Told()
    {
        feed.Publish(ChangeKind.Automation);
        feed.Publish(ChangeKind.Audit);
    }

    private static async Task<TriggerRun?> FindAsync(OpsDb db, OutboxMessage message, CancellationToken stopping) =>
        RunNumber.TryParse(message.About, null, out var number) ? await db.Set<TriggerRun>().SingleOrDefaultAsync(run => run.Number == number, stopping) : null;
}
