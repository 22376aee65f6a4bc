using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Home.Queries;

/// <summary>Reads the dashboard once for each change and minute, however many have it open.</summary>
public sealed class DashboardReader(IDbContextFactory<OpsDb> databases, Arrivals arrivals, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Most events shown that wait for somebody.</summary>
    public const int MostWaiting = 8;

    private static readonly Standing[] Open = [Standing.Active, Standing.Snoozed, Standing.Suppressed];

    private readonly Lock _gate = new();
    private (long Version, long Minute) _of = (-1, -1);
    private Task<Dashboard>? _reading;

    public async Task<Dashboard> ReadAsync(CancellationToken stopping)
    {
        Task<Dashboard> reading;
        lock (_gate)
        {
            var of = (feed.Version(ChangeKind.Events), clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute);
            if (_reading is null || of != _of || _reading.IsFaulted) (_of, _reading) = (of, CountAsync());
            reading = _reading;
        }

        // Others wait for the same answer: whoever leaves does not take it from them.
        return await reading.WaitAsync(stopping);
    }

    /// <summary>Events in the queue that a person owns; each person asks for their own.</summary>
    public async Task<int> OwnedByAsync(PersonId person, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Events.CountAsync(e => e.Standing == Standing.Active && e.Owner == person, stopping);
    }

    // Grouped as the queue's index is ordered; any other grouping would sort every open event.
    private async Task<Dashboard> CountAsync()
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var counts = await db.Events.AsNoTracking().Where(e => Open.Contains(e.Standing)).GroupBy(e => new { e.Standing, e.Priority })
            .Select(group => new { group.Key.Standing, group.Key.Priority, Count = group.Count() }).ToListAsync();
        var active = counts.Where(count => count.Standing == Standing.Active).ToList();
        return new(
            Enum.GetValues<Priority>().ToDictionary(priority => priority, priority => active.Where(count => count.Priority == priority).Sum(count => count.Count)),
            counts.Where(count => count.Standing == Standing.Snoozed).Sum(count => count.Count),
            counts.Where(count => count.Standing == Standing.Suppressed).Sum(count => count.Count),
            await WaitingAsync(db),
            await arrivals.ReadAsync(db, clock.GetUtcNow(), CancellationToken.None),
            counts.Count == 0 && !await db.Events.AnyAsync());
    }

    /// <summary>Asked for each priority by itself, so that the queue's index gives the oldest at once.</summary>
    private static async Task<IReadOnlyList<WaitingEvent>> WaitingAsync(OpsDb db)
    {
        var waiting = new List<WaitingEvent>();
        foreach (var priority in (Priority[])[Priority.P1, Priority.P2])
        {
            waiting.AddRange(await db.Events.AsNoTracking()
                .Where(e => e.Standing == Standing.Active && e.Priority == priority && e.State == EventState.Prioritised)
                .OrderBy(e => e.Number).Take(MostWaiting)
                .Select(e => new WaitingEvent(e.Number, e.Priority, e.Type, e.Title, e.FirstSeenAt)).ToListAsync());
        }

        return [.. waiting.OrderBy(e => e.Number).Take(MostWaiting)];
    }
}
