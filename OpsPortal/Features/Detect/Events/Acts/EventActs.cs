using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>
/// What every act on an event has in common: the right is checked, the event loaded, the domain asked, the answer saved
/// together with its timeline and audit entries, and everyone who looks is told.
/// </summary>
public sealed class EventActs(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<EventActs> log)
{
    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    /// <summary>Carries an act out in full, or refuses it and changes nothing.</summary>
    /// <param name="by">Who acts; needs <see cref="Permissions.EventsWork"/>.</param>
    /// <param name="version">The version the actor saw; refused when the event has changed since. Null: whatever it is now.</param>
    /// <param name="act">The name in the audit trail, as <c>event.acknowledged</c>.</param>
    /// <param name="decide">Asks the domain; may run more than once, each time on a fresh event.</param>
    internal async Task<Outcome<Event>> RunAsync(
        Actor by, EventNumber number, int? version, string act, Func<Event, DateTimeOffset, Outcome<Event>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.EventsWork)) return Refusals.Forbidden(Permissions.EventsWork);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Events.SingleOrDefaultAsync(e => e.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            if (version is { } seen && found.Version != seen) return await ChangedMeanwhileAsync(db, found, stopping);

            var (now, before) = (clock.GetUtcNow(), Facts(found));
            var outcome = decide(found, now);
            if (outcome is Outcome<Event>.Refused(var why))
            {
                log.Refused(number, act, by.Name, why.Code);
                return outcome;
            }

            db.EventEntries.AddRange(found.NewEntries);
            db.Record(new(by, now, act, number.ToString(), before, Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                continue;
            }

            feed.Publish(ChangeKind.Events);
            feed.Publish(ChangeKind.Audit);
            log.Acted(number, act, by.Name);
            return outcome;
        }
    }

    private static async Task<Refusal> ChangedMeanwhileAsync(OpsDb db, Event found, CancellationToken stopping)
    {
        var last = await db.EventEntries.Where(entry => entry.Event == found.Number).OrderByDescending(entry => entry.Id)
            .Select(entry => entry.Actor).FirstOrDefaultAsync(stopping);
        return EventRefusals.ChangedMeanwhile(last ?? "Somebody", found.State);
    }

    /// <summary>The facts of an event that acts can change, as the audit trail keeps them.</summary>
    private static object Facts(Event e) => new
    {
        e.State,
        Owner = e.OwnerName,
        e.AcknowledgedBy,
        e.SnoozedUntil,
        Said = e.NewEntries.Count == 0 ? null : e.NewEntries[^1].Text,
        e.ClosingNote,
        e.Lesson,
    };
}
