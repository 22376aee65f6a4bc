using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>
/// Ends the announcement of an incident that is over. Whoever resolves an incident has some time to say so in their own words; where nobody
/// does, readers are told in the usual ones, so that no announcement outlives what it speaks of.
/// </summary>
internal sealed class EndOfIncidents(IDbContextFactory<OpsDb> databases, TellSubscribers tell, TimeProvider clock) : IJob
{
    /// <summary>How long a person has for words of their own.</summary>
    public static readonly TimeSpan OwnWords = TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var (incident, occurrence) in await OverAsync(stopping))
            await tell.RunAsync(Actor.Portal("Incidents"), TellOfIncidents.Subject(incident, occurrence), TellingMoment.Ended, FormattableString.Invariant($"{incident.Version}"), "", stopping);
    }

    /// <summary>Incidents that are over and announced still, each with the occurrence that its announcement carries.</summary>
    private async Task<IReadOnlyList<(Incident Incident, string Occurrence)>> OverAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var subjects = await db.Set<Announcement>().AsNoTracking().Where(one => one.State != AnnouncementState.Ended && one.State != AnnouncementState.Cancelled && one.Subject.StartsWith(IncidentNumber.Prefix))
            .Select(one => one.Subject).ToListAsync(stopping);
        var announced = subjects.Select(subject => subject.Split('@', 2)).Where(parts => IncidentNumber.TryParse(parts[0], null, out _))
            .ToLookup(parts => IncidentNumber.Parse(parts[0], null), parts => parts.Length > 1 ? parts[1] : "");
        if (announced.Count == 0) return [];
        var (numbers, before) = (announced.Select(one => one.Key).ToArray(), clock.GetUtcNow() - OwnWords);
        var over = await db.Set<Incident>().AsNoTracking()
            .Where(incident => EF.Parameter(numbers).Contains(incident.Number) && (incident.State == IncidentState.Closed || (incident.State == IncidentState.Resolved && incident.ResolvedAt <= before))).ToListAsync(stopping);
        return [.. over.SelectMany(incident => announced[incident.Number].Select(occurrence => (incident, occurrence)))];
    }
}
