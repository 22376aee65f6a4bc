using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>What was learned from incidents and events of P1 and P2 that were closed. An event of an incident is told by the incident.</summary>
internal sealed class LessonsFeed(IOptions<ImproveOptions> options) : IFeed
{
    private const int Most = 500;

    public async Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping)
    {
        var since = now - options.Value.LookBack;
        var incidents = await db.Set<Incident>().AsNoTracking().Where(one => one.State == IncidentState.Closed && one.Priority <= Priority.P2 && one.ClosedAt >= since && one.Lesson != "")
            .OrderByDescending(one => one.Number).Take(Most).Select(one => new { one.Number, one.Title, one.Service, one.ClosedAt, one.Lesson }).ToListAsync(stopping);
        var events = await db.Events.AsNoTracking().Where(e => e.Standing == Standing.Closed && e.Priority <= Priority.P2 && e.ChangedAt >= since && e.Lesson != "" && !db.Set<IncidentEvent>().Any(link => link.Event == e.Number))
            .OrderByDescending(e => e.Number).Take(Most).Select(e => new { e.Number, e.Title, e.Service, e.Lesson }).ToListAsync(stopping);

        // The lesson of an event is written once; a comment on it later makes no other.
        return [.. incidents.Select(one => Found(one.Number.ToString(), one.Title, one.Service, one.ClosedAt ?? now, one.Lesson, $"/incidents/{one.Number}")).Concat(events.Select(e => Found(e.Number.ToString(), e.Title, e.Service, DateTimeOffset.UnixEpoch, e.Lesson, $"/events/{e.Number}")))];
    }

    private static Finding Found(string number, string title, string service, DateTimeOffset at, string lesson, string link) => new(ImprovementSource.Lesson, $"lesson:{number}", at,
        Findings.Draft($"Lesson of {number}: {title}", lesson, "It does not happen again, or is noticed and over sooner.", service, link),
        new(service.Length > 0 ? $"P1 and P2 incidents of {service}" : "P1 and P2 incidents", "incidents", MeasureKind.GraveIncidents, service));
}
