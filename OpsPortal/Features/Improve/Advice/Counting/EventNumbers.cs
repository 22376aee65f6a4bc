using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Counting;

/// <summary>Finds events by when they came, without an index for it: they are numbered in the order of their coming.</summary>
internal static class EventNumbers
{
    /// <summary>The first event that came at or after an instant; beyond the last where there is none.</summary>
    public static async Task<EventNumber> SinceAsync(OpsDb db, DateTimeOffset at, CancellationToken stopping)
    {
        var last = await db.Events.AsNoTracking().OrderByDescending(e => e.Number).Select(e => (EventNumber?)e.Number).FirstOrDefaultAsync(stopping);
        var (low, high) = (0L, (last?.Value ?? 0) + 1);
        while (low < high)
        {
            var middle = new EventNumber(low + ((high - low) / 2));
            var found = await db.Events.AsNoTracking().Where(e => e.Number >= middle).OrderBy(e => e.Number).Select(e => new { e.Number, e.FirstSeenAt }).FirstOrDefaultAsync(stopping);
            if (found is null || found.FirstSeenAt >= at) high = middle.Value;
            else low = found.Number.Value + 1;
        }

        return new(low);
    }
}
