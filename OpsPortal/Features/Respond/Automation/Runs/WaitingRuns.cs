using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Runs;

/// <summary>Calls off runs that have not begun, with what they had put into the outbox.</summary>
internal static class WaitingRuns
{
    /// <summary>Of a trigger that no longer works as it did; inside the unit of work of the context. What is under way ends by itself.</summary>
    public static async Task StopAsync(OpsDb db, TriggerNumber trigger, string why, DateTimeOffset now, CancellationToken stopping)
    {
        var waiting = await db.Set<TriggerRun>().Where(run => run.Trigger == trigger && (run.State == RunState.AwaitingApproval || run.State == RunState.Queued)).ToListAsync(stopping);
        foreach (var run in waiting) await StopAsync(db, run, "", AutomationRefusals.StoppedWithTrigger(why), now, stopping);
    }

    /// <summary>Refused where it has begun or is over.</summary>
    public static async Task<Outcome<TriggerRun>> StopAsync(OpsDb db, TriggerRun run, string by, Refusal why, DateTimeOffset now, CancellationToken stopping)
    {
        if (run.Message is { } id)
        {
            var message = await db.Set<OutboxMessage>().FindAsync([id], stopping);
            if (message is not null && !message.Withdraw(now)) return AutomationRefusals.NotFrom(RunState.Running, RunState.Stopped);
        }

        return run.Stop(by, why, now);
    }
}
