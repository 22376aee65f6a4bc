using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Home.Queries;

/// <summary>Reads the dashboard once for each change and minute, however many have it open.</summary>
public sealed class DashboardReader(IDbContextFactory<OpsDb> databases, Arrivals arrivals, SharedReads shared, TimeProvider clock)
{
    /// <summary>Most events shown that wait for somebody.</summary>
    public const int MostWaiting = 8;

    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    public Task<Dashboard> ReadAsync(CancellationToken stopping)
    {
        var minute = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        return shared.ReadAsync(ChangeKind.Events, string.Create(CultureInfo.InvariantCulture, $"dashboard {minute}"), CountAsync, stopping, TimeSpan.FromMinutes(1));
    }

    /// <summary>Events in the queue that a person owns; each person asks for their own.</summary>
    public Task<int> OwnedByAsync(PersonId person, CancellationToken stopping) => shared.ReadAsync(ChangeKind.Events, $"dashboard of {person}", async reading =>
    {
        await using var db = await databases.CreateDbContextAsync(reading);
        return await db.Events.CountAsync(e => e.Standing == Standing.Active && e.Owner == person, reading);
    }, stopping);

    // Grouped as the queue's index is ordered; any other grouping would sort every open event.
    private async Task<Dashboard> CountAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var counts = await db.Events.AsNoTracking().Where(e => Open.Contains(e.Standing)).GroupBy(e => new { e.Standing, e.Priority })
            .Select(group => new { group.Key.Standing, group.Key.Priority, Count = group.Count() }).ToListAsync(stopping);
        var active = counts.Where(count => count.Standing == Standing.Active).ToList();
        return new(
            Enum.GetValues<Priority>().ToDictionary(priority => priority, priority => active.Where(count => count.Priority == priority).Sum(count => count.Count)),
            counts.Where(count => count.Standing == Standing.Snoozed).Sum(count => count.Count),
            counts.Where(count => count.Standing == Standing.Suppressed).Sum(count => count.Count),
            await WaitingAsync(db, stopping),
            await arrivals.ReadAsync(db, clock.GetUtcNow(), stopping),
            counts.Count == 0 && !await db.Events.AnyAsync(stopping));
    }

    /// <summary>Asked for each priority by itself, so that the queue's index gives the oldest at once.</summary>
    private static async Task<IReadOnlyList<WaitingEvent>> WaitingAsync(OpsDb db, CancellationToken stopping)
    {
        var waiting = new List<WaitingEvent>();
        foreach (var priority in (Priority[])[Priority.P1, Priority.P2])
        {
            waiting.AddRange(await db.Events.AsNoTracking()
                .Where(e => e.Standing == Standing.Active && e.Priority == priority && e.State == EventState.Prioritised)
                .OrderBy(e => e.Number).Take(MostWaiting)
                .Select(e => new WaitingEvent(e.Number, e.Priority, e.Type, e.Title, e.FirstSeenAt)).ToListAsync(stopping));
        }

        return [.. waiting.OrderBy(e => e.Number).Take(MostWaiting)];
    }
}
