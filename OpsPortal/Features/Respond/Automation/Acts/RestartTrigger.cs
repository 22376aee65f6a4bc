using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Features.Respond.Automation.Acts;

/// <summary>Lets a stopped trigger work again, on what happens from now on. Only a person can.</summary>
internal sealed class RestartTrigger(TriggerDesk desk)
{
    public Task<Outcome<Trigger>> RunAsync(Actor by, TriggerNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, "trigger.restarted", (_, found, now) => Task.FromResult(found.Restart(by, now)), stopping);
}

/// <summary>Stops a trigger at once, and calls off what it had waiting.</summary>
internal sealed class StopTrigger(TriggerDesk desk)
{
    public Task<Outcome<Trigger>> RunAsync(Actor by, TriggerNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, "trigger.stopped", (_, found, now) =>
        {
            found.Stop(AutomationRefusals.StoppedByHand(by.Name), now);
            return Task.FromResult<Outcome<Trigger>>(found);
        }, stopping);
}

/// <summary>Removes a trigger. Its runs stay.</summary>
internal sealed class DeleteTrigger(TriggerDesk desk)
{
    public Task<Outcome<Trigger>> RunAsync(Actor by, TriggerNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, "trigger.removed", async (db, found, _) =>
        {
            var own = number.ToString();
            db.RemoveRange(await db.Set<WatchCursor>().Where(cursor => cursor.Name == own).ToListAsync(stopping));
            db.Remove(found);
            return found;
        }, stopping);
}

/// <summary>Gives a trigger another signing secret; the old one is good for nothing from then on.</summary>
internal sealed class RotateTriggerSecret(TriggerDesk desk, OutboxSeal seal)
{
    public async Task<Outcome<SavedTrigger>> RunAsync(Actor by, TriggerNumber number, int? version, CancellationToken stopping)
    {
        var secret = StandardWebhooks.NewSecret();
        var outcome = await desk.RunAsync(by, number, version, "trigger.secret-rotated", (_, found, now) =>
        {
            if (!found.Action.IsPosted) return Task.FromResult<Outcome<Trigger>>(AutomationRefusals.NotPosted());
            found.SealedSecret = seal.Seal(secret);
            found.Saved(by, now);
            return Task.FromResult<Outcome<Trigger>>(found);
        }, stopping);
        return outcome is Outcome<Trigger>.Done(var trigger) ? new SavedTrigger(trigger, secret) : ((Outcome<Trigger>.Refused)outcome).Why;
    }
}
