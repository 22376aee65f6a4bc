using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Automation.Runs;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Acts;

/// <summary>What every act on a trigger has in common: the right is checked, the trigger loaded, the domain asked, the answer saved with its audit entry, and everyone who looks is told.</summary>
internal sealed class TriggerDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<TriggerDesk> log)
{
    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Carries an act on an existing trigger out in full, or refuses it and changes nothing. What it had waiting is called off where it no longer works.</summary>
    /// <param name="by">Needs <see cref="Permissions.AutomationWrite"/>.</param>
    /// <param name="version">The version the actor saw; refused when the trigger has changed since. Null: whatever it is now.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work.</param>
    public async Task<Outcome<Trigger>> RunAsync(Actor by, TriggerNumber number, int? version, string act, Func<OpsDb, Trigger, DateTimeOffset, Task<Outcome<Trigger>>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.AutomationWrite)) return Refusals.Forbidden(Permissions.AutomationWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await db.Set<Trigger>().SingleOrDefaultAsync(trigger => trigger.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (version is { } seen && found.Version != seen) return AutomationRefusals.ChangedMeanwhile(found.ChangedBy);
        var (before, now) = (Facts(found), Now);
        var outcome = await decide(db, found, now);
        if (outcome.Refusal is not null) return outcome;
        var gone = db.Entry(found).State == EntityState.Deleted;
        if (gone || !found.IsWatching || found.ChangedAt == now) await WaitingRuns.StopAsync(db, number, gone ? "it was deleted." : found.IsWatching ? "it was changed." : "it rests.", now, stopping);
        if (!gone) await WatchCursor.BeginAsync(db, found, stopping);
        db.Record(new Act(by, now, act, number.ToString(), before, gone ? null : Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return AutomationRefusals.ChangedMeanwhile("Somebody");
        }
        catch (DbUpdateException) when (db is PostgresOpsDb)
        {
            // Somebody gave the same name at the same moment; only there can two write at once.
            return AutomationRefusals.NameTaken(found.Name);
        }

        Told(by, act, number);
        return outcome;
    }

    public void Told(Actor by, string act, TriggerNumber number)
    {
        feed.Publish(ChangeKind.Automation);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number.ToString(), by.Name);
    }

    /// <summary>What the audit trail keeps; never the secret.</summary>
    public static object Facts(Trigger trigger) => new { Trigger = TriggerDraft.Of(trigger), trigger.StoppedAt, trigger.StoppedWhy };
}
