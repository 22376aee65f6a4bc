using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Jobs;

/// <summary>Acts of the portal itself on every event for which something is due, page by page.</summary>
internal sealed class EventSweep(IDbContextFactory<OpsDb> databases, ChangeFeed feed)
{
    private const int PageSize = 200;

    /// <summary>Carries the act out on everything that is due, each page saved with its timeline and audit entries.</summary>
    /// <param name="due">Which events; an event the act was carried out on must no longer be among them.</param>
    /// <param name="name">The act in the audit trail.</param>
    /// <param name="act">Asks the domain; a refusal leaves that event alone.</param>
    /// <returns>How many events were acted on.</returns>
    /// <remarks>An event that somebody else changes at the same moment is left for the next run.</remarks>
    public async Task<int> RunAsync(
        Actor by, DateTimeOffset now, Expression<Func<Event, bool>> due, string name, Func<Event, Outcome<Event>> act, CancellationToken stopping)
    {
        var acted = 0;
        for (var last = new EventNumber(0); ;)
        {
            stopping.ThrowIfCancellationRequested();
            await using var db = await databases.CreateDbContextAsync(stopping);
            var page = await db.Events.Where(due).Where(e => e.Number > last).OrderBy(e => e.Number).Take(PageSize).Select(e => e.Number).ToListAsync(stopping);
            if (page.Count == 0) return acted;
            last = page[^1];

            // Whoever loses a race loses the whole page's save; one by one the others are saved all the same.
            acted += await ActAsync(page, due, by, now, name, act, stopping)
                ?? await OneByOneAsync(page, due, by, now, name, act, stopping);
        }
    }

    private async Task<int> OneByOneAsync(
        List<EventNumber> page, Expression<Func<Event, bool>> due, Actor by, DateTimeOffset now, string name, Func<Event, Outcome<Event>> act, CancellationToken stopping)
    {
        var acted = 0;
        foreach (var number in page) acted += await ActAsync([number], due, by, now, name, act, stopping) ?? 0;
        return acted;
    }

    /// <summary>Null: somebody else changed one of them in between, and nothing was saved.</summary>
    private async Task<int?> ActAsync(
        List<EventNumber> numbers, Expression<Func<Event, bool>> due, Actor by, DateTimeOffset now, string name, Func<Event, Outcome<Event>> act, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var acted = 0;
        foreach (var found in await db.Events.Where(due).Where(e => numbers.Contains(e.Number)).ToListAsync(stopping))
        {
            var before = found.State;
            if (act(found) is Outcome<Event>.Refused) continue;
            db.EventEntries.AddRange(found.NewEntries);
            db.Record(new Act(by, now, name, found.Number.ToString(), new { State = before }, new { found.State, found.ClosingNote }));
            acted++;
        }

        if (acted == 0) return 0;
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }

        feed.Publish(ChangeKind.Events);
        feed.Publish(ChangeKind.Audit);
        return acted;
    }
}
