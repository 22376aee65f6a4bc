using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Following;

/// <summary>Reads what happened to the services of a support since it began, from what the portal knows of incidents, events and monitors.</summary>
internal static class KnownFacts
{
    private const int MostEvents = 500, MostOpen = 50;

    public static async Task<EarlyLifeFacts> ReadAsync(OpsDb db, EarlyLifeSupport support, DateTimeOffset now, CancellationToken stopping)
    {
        List<string> services = [.. support.Services.Select(service => service.Value)];
        var began = support.BeganAt;
        var incidents = await db.Set<Incident>().AsNoTracking().CountAsync(incident => services.Contains(incident.Service) && incident.OpenedAt >= began, stopping);

        // One that was open before it began counts as well: the services are not as they should be.
        var open = await db.Set<Incident>().AsNoTracking().Where(incident => services.Contains(incident.Service) && IncidentLifecycle.Open.Contains(incident.State)).OrderBy(incident => incident.Number).Take(MostOpen).Select(incident => incident.Number).ToListAsync(stopping);
        return new(incidents, [.. open.Select(number => number.ToString())], await LastExceptionAsync(db, services, support, now, stopping), await KnownAvailability.ReadAsync(db, support.Services, support.Environment, began, now, stopping));
    }

    /// <summary>The last instant at which an exception stood; what maintenance suppresses does not count, nor what another environment says.</summary>
    private static async Task<DateTimeOffset?> LastExceptionAsync(OpsDb db, List<string> services, EarlyLifeSupport support, DateTimeOffset now, CancellationToken stopping)
    {
        var began = support.BeganAt;
        var found = await db.Events.AsNoTracking().Where(e => services.Contains(e.Service) && e.Type == EventType.Exception && e.LastSeenAt >= began && e.SuppressedBy == null)
            .OrderByDescending(e => e.LastSeenAt).Take(MostEvents).Select(e => new { e.Labels, e.State, e.Condition, e.EndsAt, e.LastSeenAt }).ToListAsync(stopping);
        var here = found.Where(e => IsHere(e.Labels, support.Environment)).Select(e => (DateTimeOffset?)(e.Condition == Condition.Cleared ? Earlier(e.EndsAt, now) : e.State is EventState.Resolved or EventState.Closed ? e.LastSeenAt : now)).ToList();
        return here.Count > 0 ? here.Max() : null;
    }

    private static bool IsHere(LabelSet labels, string environment)
    {
        var said = labels["environment"] is { Length: > 0 } named ? named : labels["env"];
        return said.Length == 0 || string.Equals(said, environment, StringComparison.OrdinalIgnoreCase);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
