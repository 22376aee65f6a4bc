using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Status.Rendering;

/// <summary>Reads what the public page tells.</summary>
internal sealed class StatusReader(IDbContextFactory<OpsDb> databases, IOptions<InformOptions> options, TimeProvider clock)
{
    /// <summary>Most announcements of the past on the page.</summary>
    private const int MostPast = 100;

    private static readonly AnnouncementState[] Out = [AnnouncementState.Published, AnnouncementState.Updated];

    public async Task<StatusSnapshot> ReadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var now = clock.GetUtcNow();
        var since = now - TimeSpan.FromDays(StatusSnapshot.HistoryDays);
        var services = await PublicNames.AllAsync(db, stopping);
        var open = await db.Set<Announcement>().AsNoTracking().Include(one => one.Updates).Where(one => Out.Contains(one.State)).OrderByDescending(one => one.Number).ToListAsync(stopping);
        var past = await db.Set<Announcement>().AsNoTracking().Include(one => one.Updates)
            .Where(one => (one.State == AnnouncementState.Ended || one.State == AnnouncementState.Cancelled) && one.PublishedAt != null && one.OverAt >= since).OrderByDescending(one => one.OverAt).Take(MostPast).ToListAsync(stopping);
        var lights = await LightsAsync(db, services, open, now, stopping);
        var first = DateOnly.FromDateTime(since.UtcDateTime);
        var days = (await db.Set<PublicDay>().AsNoTracking().Where(day => day.Day > first).ToListAsync(stopping)).ToLookup(day => day.Service);
        return new(options.Value.PageName, now,
            [.. services.Select(service => new ShownEntry(service.Service.Value, service.Name, lights[service.Service], days[service.Service].ToDictionary(day => day.Day, day => day.Worst)))],
            [.. Shown(open.Where(one => one.IsCurrent(now)), services)],
            [.. Shown(open.Where(one => !one.IsCurrent(now)).OrderBy(one => one.StartsAt), services)],
            [.. Shown(past, services)]);
    }

    /// <summary>How each public service stands now.</summary>
    public static async Task<Dictionary<ServiceKey, PublicLight>> LightsAsync(OpsDb db, IReadOnlyList<PublicEntry> services, IReadOnlyList<Announcement> open, DateTimeOffset now, CancellationToken stopping)
    {
        var keys = services.Select(service => service.Service.Value).ToArray();
        var standing = EventLifecycle.Open.Where(one => one != Standing.Suppressed).ToArray();
        var worst = await db.Events.AsNoTracking().Where(e => standing.Contains(e.Standing) && e.Condition == Condition.Firing && e.Priority <= Priority.P2 && EF.Parameter(keys).Contains(e.Service))
            .Select(e => new { e.Service, e.Priority }).Distinct().ToListAsync(stopping);
        var by = worst.GroupBy(e => e.Service, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Min(e => e.Priority), StringComparer.Ordinal);
        return services.ToDictionary(service => service.Service, service => PublicLights.Of(
            by.TryGetValue(service.Service.Value, out var priority) ? priority : null, open.Where(one => one.IsCurrent(now) && one.Services.Contains(service.Service)).Select(one => one.Effect)));
    }

    /// <summary>What concerns only services that are not public is not shown at all.</summary>
    private static IEnumerable<ShownAnnouncement> Shown(IEnumerable<Announcement> announcements, IReadOnlyList<PublicEntry> services) =>
        from one in announcements
        let names = PublicNames.Of(services, one.Services)
        where one.Services.Count == 0 || names.Count > 0
        select new ShownAnnouncement(
            one.Number.ToString().ToLowerInvariant(), one.Kind, AnnouncementText.Fill(one.Title, names, one.StartsAt, one.EndsAt), AnnouncementText.Fill(one.Impact, names, one.StartsAt, one.EndsAt), one.Effect, names, one.State, one.StartsAt, one.EndsAt,
            one.PublishedAt ?? one.ChangedAt, one.OverAt, one.Link, [.. one.Updates.OrderByDescending(update => update.Place).Select(update => new ShownUpdate(update.Moment, update.Text, update.At))]);
}
