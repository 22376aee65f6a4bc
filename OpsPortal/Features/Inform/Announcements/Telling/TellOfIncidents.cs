using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>What stakeholders of an incident are told goes to those who subscribe to its service, by way of an announcement.</summary>
internal sealed class TellOfIncidents(TellSubscribers tell) : IStakeholders
{
    public async Task TellAsync(Actor by, Incident incident, string text, CancellationToken stopping)
    {
        if (incident.Service.Length == 0) return;
        var subject = new AnnouncementSubject(SubjectKind.Incident, incident.Number.ToString(), incident.Title, [new ServiceKey(incident.Service)], incident.OpenedAt, null, $"/incidents/{incident.Number}");
        var moment = incident.IsOpen ? TellingMoment.Changed : TellingMoment.Ended;
        await tell.RunAsync(by, subject, moment, FormattableString.Invariant($"{incident.Version}"), text, stopping);
    }
}
