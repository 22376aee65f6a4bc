using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect.Correlation.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Correlation.Acts;

/// <summary>
/// What every word of a person about groups has in common: the right is checked, the events loaded, the word kept with its timeline and
/// audit entries in one transaction, and groups are right again before the answer is given.
/// </summary>
public sealed class GroupDesk(IDbContextFactory<OpsDb> databases, GroupBook groups, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Carries a word out, or refuses it and changes nothing.</summary>
    /// <param name="by">Needs <see cref="Permissions.EventsWork"/>.</param>
    /// <param name="say">Gets the events in the order of their numbers; answers with why not, or null.</param>
    internal async Task<Outcome<IReadOnlyList<EventNumber>>> RunAsync(
        Actor by, IReadOnlyCollection<EventNumber> numbers, string act, Func<OpsDb, IReadOnlyList<Event>, DateTimeOffset, Task<Refusal?>> say, CancellationToken stopping)
    {
        if (!by.May(Permissions.EventsWork)) return Refusals.Forbidden(Permissions.EventsWork);
        var asked = numbers.Distinct().Order().ToArray();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var events = await db.Events.Where(e => EF.Parameter(asked).Contains(e.Number)).OrderBy(e => e.Number).ToListAsync(stopping);
        if (events.Count < asked.Length) return Refusals.NotFound(asked.Except(events.Select(e => e.Number)).First().ToString());
        if (events.Find(e => !e.IsOpen) is { } ended) return GroupRefusals.NotOpen(ended.Number, ended.State);
        var now = clock.GetUtcNow();
        if (await say(db, events, now) is { } why) return why;
        foreach (var e in events)
        {
            db.EventEntries.AddRange(e.NewEntries);
            db.Record(new(by, now, act, e.Number.ToString(), null, new { With = e.NewEntries.Count == 0 ? null : e.NewEntries[^1].Text }));
        }

        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return EventRefusals.ChangedMeanwhile("Somebody", events[0].State);
        }

        // It is committed: a caller who has left no longer stops the rest.
        feed.Publish(ChangeKind.Events);
        feed.Publish(ChangeKind.Audit);
        await groups.RefreshAsync(CancellationToken.None);
        return asked;
    }

    internal static Task<List<PersonsWord>> WordsAsync(OpsDb db, Event e, CancellationToken stopping) => db.Set<PersonsWord>()
        .Where(word => (word.Source == e.Source && word.Fingerprint == e.Fingerprint) || (word.OtherNumber != null && word.OtherSource == e.Source && word.OtherFingerprint == e.Fingerprint))
        .ToListAsync(stopping);
}
