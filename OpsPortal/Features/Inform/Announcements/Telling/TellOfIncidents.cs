using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>What stakeholders of an incident are told goes to those who subscribe to its service, by way of an announcement.</summary>
internal sealed class TellOfIncidents(TellSubscribers tell, IDbContextFactory<OpsDb> databases) : IStakeholders
{
    public async Task TellAsync(Actor by, Incident incident, string text, CancellationToken stopping)
    {
        if (incident.Service.Length == 0) return;
        var moment = incident.IsOpen ? TellingMoment.Changed : TellingMoment.Ended;
        await tell.RunAsync(by, Subject(incident, await OccurrenceAsync(incident.Number, stopping)), moment, FormattableString.Invariant($"{incident.Version}"), text, stopping);
    }

    /// <param name="occurrence">Which announcement of the incident; empty: the first.</param>
    public static AnnouncementSubject Subject(Incident incident, string occurrence) =>
        new(SubjectKind.Incident, incident.Number.ToString(), incident.Title, [new ServiceKey(incident.Service)], incident.OpenedAt, null, $"/incidents/{incident.Number}") { Occurrence = occurrence };

    /// <summary>An incident that came back after its announcement had ended is announced anew.</summary>
    private async Task<string> OccurrenceAsync(IncidentNumber number, CancellationToken stopping)
    {
        var (first, again) = (number.ToString(), $"{number}@");
        await using var db = await databases.CreateDbContextAsync(stopping);
        var ended = await db.Set<Announcement>().CountAsync(one => (one.Subject == first || one.Subject.StartsWith(again)) && (one.State == AnnouncementState.Ended || one.State == AnnouncementState.Cancelled), stopping);
        return ended == 0 ? "" : FormattableString.Invariant($"{ended}");
    }
}
