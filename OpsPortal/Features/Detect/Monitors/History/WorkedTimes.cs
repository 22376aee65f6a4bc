using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>What people really worked on: events that somebody acknowledged.</summary>
internal sealed class WorkedTimes(IDbContextFactory<OpsDb> databases)
{
    /// <summary>More are not looked at.</summary>
    private const int Most = 5000;

    /// <param name="services">The services looked at; none: any.</param>
    /// <param name="number">The monitor, whose own events count whatever their service.</param>
    public async Task<IReadOnlyList<WorkedTime>> ReadAsync(IReadOnlySet<string> services, MonitorNumber? number, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var events = await db.Events.AsNoTracking().Where(e => e.AcknowledgedAt != null && e.StartsAt <= to && e.LastSeenAt >= from)
            .OrderByDescending(e => e.Number).Select(e => new { e.Number, e.Title, e.Source, e.Labels, e.StartsAt, e.EndsAt, e.LastSeenAt, e.Condition }).Take(Most).ToListAsync(stopping);
        return [.. events.Where(e => services.Count == 0 || services.Contains(e.Labels["service"]) || (e.Source == MonitorSignals.Source && number is { } own && e.Labels["monitor"] == own.ToString()))
            .Select(e => new WorkedTime(e.Number.ToString(), e.Title, e.StartsAt.ToUnixTimeMilliseconds(), (e.Condition == Condition.Cleared ? e.EndsAt : to).ToUnixTimeMilliseconds()))];
    }
}
