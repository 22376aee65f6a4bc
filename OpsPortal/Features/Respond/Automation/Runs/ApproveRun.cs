using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Sending;

namespace OpsPortal.Features.Respond.Automation.Runs;

/// <summary>Says yes to a run: what was proposed goes out exactly as it was shown.</summary>
internal sealed class ApproveRun(RunDesk desk, RunMessages messages)
{
    /// <remarks>Refused for whoever saved the trigger last, for a machine, too late, and where the trigger was changed or stopped meanwhile.</remarks>
    public Task<Outcome<TriggerRun>> RunAsync(Actor by, RunNumber number, string note, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.AutomationApprove, number, "run.approved", async (db, run, now) =>
        {
            if (await db.Set<Trigger>().AsNoTracking().SingleOrDefaultAsync(trigger => trigger.Number == run.Trigger, stopping) is not { } trigger) return Refusals.NotFound(run.Trigger.ToString());
            var outcome = run.Approve(by, trigger, note, now);
            if (outcome.Refusal is not null) return outcome;
            var message = messages.Of(run, trigger, now);
            db.Add(message);
            return run.Queue(message.Id);
        }, stopping);
}

/// <summary>Says no to a run, with a reason.</summary>
internal sealed class RejectRun(RunDesk desk)
{
    public Task<Outcome<TriggerRun>> RunAsync(Actor by, RunNumber number, string note, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.AutomationApprove, number, "run.rejected", (_, run, now) => Task.FromResult(run.Reject(by, note, now)), stopping);
}

/// <summary>Calls a run off that waits for its yes or for another attempt.</summary>
internal sealed class StopRun(RunDesk desk)
{
    public Task<Outcome<TriggerRun>> RunAsync(Actor by, RunNumber number, CancellationToken stopping) =>
        desk.RunAsync(by, Permissions.AutomationWrite, number, "run.stopped", (db, run, now) => WaitingRuns.StopAsync(db, run, by.Name, AutomationRefusals.StoppedByHand(by.Name), now, stopping), stopping);
}
