using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Runs;

/// <summary>What every act on a run has in common: the right is checked, the run loaded, the domain asked, the answer saved with its audit entry, and everyone who looks is told.</summary>
internal sealed class RunDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<RunDesk> log)
{
    /// <param name="permission">What the actor needs.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work.</param>
    public async Task<Outcome<TriggerRun>> RunAsync(
        Actor by, string permission, RunNumber number, string act, Func<OpsDb, TriggerRun, DateTimeOffset, Task<Outcome<TriggerRun>>> decide, CancellationToken stopping)
    {
        if (!by.May(permission)) return Refusals.Forbidden(permission);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<TriggerRun>().SingleOrDefaultAsync(run => run.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        var (now, before) = (clock.GetUtcNow(), new { found.State });
        var outcome = await decide(db, found, now);
        if (outcome.Refusal is not null) return outcome;
        db.Record(new Act(by, now, act, number.ToString(), before, new { found.State, Trigger = found.Trigger.ToString(), Event = found.Event.ToString(), found.Note }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return AutomationRefusals.ChangedMeanwhile("Somebody");
        }

        feed.Publish(ChangeKind.Automation);
        feed.Publish(ChangeKind.Audit);
        feed.Publish(ChangeKind.Outbox);
        log.Acted(act, number.ToString(), by.Name);
        return outcome;
    }
}
