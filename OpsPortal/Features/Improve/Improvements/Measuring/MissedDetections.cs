using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Measuring;

/// <summary>An incident that no event preceded on its service, or on one that it needs.</summary>
internal sealed record MissedDetection(IncidentNumber Number, string Title, string Service, DateTimeOffset OpenedAt);

/// <summary>Finds incidents that people noticed before monitoring did.</summary>
internal sealed class MissedDetections(Catalogue catalogue, IOptions<ImproveOptions> options)
{
    private const int Most = 2000;

    /// <summary>An event that began earlier is not looked for; one that matters has been seen again since.</summary>
    private static readonly TimeSpan Earliest = TimeSpan.FromDays(1);

    /// <summary>Among incidents that were opened between two instants and name a service, oldest first.</summary>
    public async Task<IReadOnlyList<MissedDetection>> BetweenAsync(OpsDb db, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        var opened = await db.Set<Incident>().AsNoTracking().Where(one => one.OpenedAt >= from && one.OpenedAt < until && one.Service != "" && (one.Resolution == null || (one.Resolution != ResolutionCode.Duplicate && one.Resolution != ResolutionCode.NoFault)))
            .OrderBy(one => one.Number).Take(Most).Select(one => new MissedDetection(one.Number, one.Title, one.Service, one.OpenedAt)).ToListAsync(stopping);
        var own = (await (from link in db.Set<IncidentEvent>().AsNoTracking()
                          join incident in db.Set<Incident>() on link.Incident equals incident.Number
                          join raised in db.Events on link.Event equals raised.Number
                          where incident.OpenedAt >= @from && incident.OpenedAt < until && raised.FirstSeenAt <= incident.OpenedAt
                          select link.Incident).Distinct().ToListAsync(stopping)).ToHashSet();
        var missed = new List<MissedDetection>();
        foreach (var incident in opened)
        {
            if (!own.Contains(incident.Number) && !await IsPrecededAsync(db, incident, stopping)) missed.Add(incident);
        }

        return missed;
    }

    /// <summary>By an event of its service, or of one that it needs.</summary>
    private async Task<bool> IsPrecededAsync(OpsDb db, MissedDetection incident, CancellationToken stopping)
    {
        var opened = incident.OpenedAt;
        var services = new List<string> { incident.Service };
        if (ServiceKey.TryParse(incident.Service, null, out var key) && catalogue.Current.Find(key) is not null) services.AddRange(catalogue.Current.Graph.Upstream(key).Select(service => service.Value));
        var (first, last, seen) = (await EventNumbers.SinceAsync(db, opened - Earliest, stopping), await EventNumbers.SinceAsync(db, opened.AddTicks(1), stopping), opened - options.Value.PrecedingWithin);
        return await db.Events.AsNoTracking().AnyAsync(e => e.Number >= first && e.Number < last && services.Contains(e.Service) && e.LastSeenAt >= seen, stopping);
    }
}
