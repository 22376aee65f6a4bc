using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Says the cause is gone; the note may be empty.</summary>
public sealed class ResolveEvent(EventActs acts, IDbContextFactory<OpsDb> databases)
{
    /// <summary>Most events behind one lead that are resolved with it; more are resolved by doing it again.</summary>
    public const int MostBehind = 5000;

    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, string note, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.resolved", (found, now) => found.Resolve(note, by, now), stopping);

    /// <summary>Resolves an event and, when that is done, those behind it. They stay resolved until their condition has ended and come back.</summary>
    /// <param name="behind">Takes the numbers of those that were resolved with it.</param>
    public async Task<Outcome<Event>> WithThoseBehindAsync(Actor by, EventNumber number, string note, ICollection<EventNumber> behind, CancellationToken stopping, int? version = null)
    {
        // They are found first: without its lead a group is another group.
        var members = await BehindAsync(number, stopping);
        var outcome = await RunAsync(by, number, note, stopping, version);
        if (outcome is not Outcome<Event>.Done) return outcome;
        foreach (var member in members)
        {
            if (await RunAsync(by, member, note.Trim().Length > 0 ? note : $"Resolved with {number}", stopping) is Outcome<Event>.Done) behind.Add(member);
        }

        return outcome;
    }

    private async Task<IReadOnlyList<EventNumber>> BehindAsync(EventNumber lead, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Events.AsNoTracking().Where(e => e.Lead == lead && e.Standing == Standing.Grouped)
            .OrderBy(e => e.Number).Take(MostBehind).Select(e => e.Number).ToListAsync(stopping);
    }
}
