using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Storage;

namespace OpsPortal.Features.Home.Queries;

/// <summary>Counts the events opened in each minute of the last hour, at a cost that does not grow with their number.</summary>
/// <remarks>
/// Numbers are given in the order of arrival and without gaps, so a count is the difference of two numbers, and the first number
/// of a minute is found by halving. That needs no index, which every new event would have to pay for.
/// </remarks>
public sealed class Arrivals
{
    public const int Minutes = 60;

    /// <summary>A minute's first number is final when this much has passed: no commit takes so long.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly Dictionary<DateTimeOffset, long> _first = [];
    private readonly Lock _gate = new();

    /// <summary>Oldest minute first; the last is the one under way.</summary>
    public async Task<IReadOnlyList<MinuteCount>> ReadAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping)
    {
        var current = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var end = (await db.Events.MaxAsync(e => (EventNumber?)e.Number, stopping))?.Value + 1 ?? 1;
        var firsts = new long[Minutes + 1];
        for (var i = 0; i < Minutes; i++)
        {
            var start = current.AddMinutes(i + 1 - Minutes);
            firsts[i] = Known(start) ?? await FindAsync(db, start, i == 0 ? 1 : firsts[i - 1], end, stopping);
            if (now - start > Settled) Keep(start, firsts[i]);
        }

        firsts[Minutes] = end;
        Forget(current.AddMinutes(-Minutes));
        return [.. Enumerable.Range(0, Minutes).Select(i => new MinuteCount(current.AddMinutes(i + 1 - Minutes), firsts[i + 1] - firsts[i]))];
    }

    /// <summary>The lowest number from <paramref name="low"/> on whose event was first seen at or after an instant; <paramref name="high"/> where there is none.</summary>
    private static async Task<long> FindAsync(OpsDb db, DateTimeOffset instant, long low, long high, CancellationToken stopping)
    {
        // The answer is usually where the minute before began, or close behind: look there first.
        for (var probe = low; low < high; probe = low + ((high - low) / 2))
        {
            var from = new EventNumber(probe);
            var found = await db.Events.AsNoTracking().Where(e => e.Number >= from).OrderBy(e => e.Number)
                .Select(e => new { e.Number, e.FirstSeenAt }).FirstOrDefaultAsync(stopping);
            if (found is null || found.FirstSeenAt >= instant) high = probe;
            else low = found.Number.Value + 1;
        }

        return low;
    }

    private long? Known(DateTimeOffset start)
    {
        lock (_gate)
        {
            return _first.TryGetValue(start, out var first) ? first : null;
        }
    }

    private void Keep(DateTimeOffset start, long first)
    {
        lock (_gate)
        {
            _first[start] = first;
        }
    }

    private void Forget(DateTimeOffset before)
    {
        lock (_gate)
        {
            foreach (var old in _first.Keys.Where(start => start < before).ToList()) _first.Remove(old);
        }
    }
}
