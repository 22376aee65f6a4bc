using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.Acts;

/// <summary>What every act on a monitor has in common: the right is checked, the monitor loaded, the domain asked, the answer saved with its audit entry, and everyone who looks is told.</summary>
internal sealed class MonitorDesk(IDbContextFactory<OpsDb> databases, SignalPath path, ChangeFeed feed, TimeProvider clock, ILogger<MonitorDesk> log)
{
    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Carries an act on an existing monitor out in full, or refuses it and changes nothing.</summary>
    /// <param name="by">Needs <see cref="Permissions.MonitorsWrite"/>.</param>
    /// <param name="version">The version the actor saw; refused when the monitor has changed since. Null: whatever it is now.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work.</param>
    public async Task<Outcome<Monitor>> RunAsync(
        Actor by, MonitorNumber number, int? version, string act, Func<OpsDb, Monitor, Task<Outcome<Monitor>>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.MonitorsWrite)) return Refusals.Forbidden(Permissions.MonitorsWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Monitor>().SingleOrDefaultAsync(monitor => monitor.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (version is { } seen && found.Version != seen) return MonitorRefusals.ChangedMeanwhile(found.ChangedBy);
        var before = Facts(found);
        var outcome = await decide(db, found);
        if (outcome.Refusal is not null) return outcome;
        db.Record(new(by, Now, act, number.ToString(), before, db.Entry(found).State == EntityState.Deleted ? null : Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return MonitorRefusals.ChangedMeanwhile("Somebody");
        }
        catch (DbUpdateException)
        {
            // Somebody may have given the same name at the same moment.
            if (await IsTakenAsync(found, stopping)) return MonitorRefusals.NameTaken(found.Name);
            throw;
        }

        Told(by, number, act);
        return outcome;
    }

    /// <summary>Ends what a monitor that rests or is gone has raised, and forgets its series. What cannot be told now ends by itself, for nobody refreshes it.</summary>
    public async Task QuietAsync(MonitorNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var states = await db.Set<MonitorSeriesState>().AsNoTracking().Where(state => state.Monitor == number).ToListAsync(stopping);
        await path.TakeAsync([.. states.Where(state => state.Raised is not null).Select(state => MonitorSignals.Over(state.Raised!, state.RaisedAt ?? Now, Now))], stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<MonitorSeriesState>().Where(state => state.Monitor == number).ExecuteDeleteAsync(stopping);
    }

    /// <summary>Whether another monitor has this name.</summary>
    public async Task<bool> IsTakenAsync(Monitor one, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Monitor>().AnyAsync(other => other.Name == one.Name && other.Number != one.Number, stopping);
    }

    public void Told(Actor by, MonitorNumber number, string act)
    {
        feed.Publish(ChangeKind.Monitors);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    public static object Facts(Monitor monitor) => new { monitor.Enabled, monitor.Draft };
}
