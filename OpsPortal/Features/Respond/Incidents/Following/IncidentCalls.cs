using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Incidents.Following;

/// <summary>Calls people to an incident by mail, level by level: whoever is on, then the whole team that owns the service, then everybody who works incidents.</summary>
internal sealed class IncidentCalls(OnCallBook onCall, IncidentTargets targets, BulletinMessages messages, InformLinks links)
{
    private static readonly Duty[] Working = [.. Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(Permissions.IncidentsWork))];

    /// <summary>How long those who were called have before the next are: half of what the response may take.</summary>
    public TimeSpan StepOf(Priority priority) => targets[priority].Response / 2;

    /// <summary>Puts a mail to each of them into the outbox, in the transaction of the escalation. Returns who is called, as people read it.</summary>
    public async Task<string> CallAsync(OpsDb db, Incident incident, int level, DateTimeOffset now, CancellationToken stopping)
    {
        var (told, people) = await WhoAsync(db, incident, level, now, stopping);
        var mails = await db.Set<Account>().AsNoTracking().Where(account => people.Contains(account.PersonId) && account.DisabledAt == null && account.Email != null)
            .OrderBy(account => account.Email).Select(account => new { account.PersonId, account.Email }).ToListAsync(stopping);
        var bulletin = new Bulletin("incident.escalated", $"{incident.Number} {incident.Priority}: nobody has taken it on", [incident.Title, $"It has been open since {incident.OpenedAt.UtcDateTime:HH:mm} UTC{(incident.Service.Length > 0 ? $" and concerns {incident.Service}" : "")}."], [])
        { Link = links.To($"/incidents/{incident.Number}"), LinkText = "Open the incident", Footer = $"You are called as {told}." };
        foreach (var mail in mails.DistinctBy(mail => mail.PersonId)) db.Add(messages.Of(bulletin, new(DestinationKind.Mail, mail.Email!, null), incident.Number.ToString(), now));
        return told;
    }

    /// <summary>Who, as people read it, and their ids.</summary>
    private async Task<(string Told, IReadOnlyList<PersonId> People)> WhoAsync(OpsDb db, Incident incident, int level, DateTimeOffset now, CancellationToken stopping)
    {
        var team = onCall.TeamOf(incident.Service);
        if (level == 1 && team is { } owning)
        {
            var on = (await onCall.AtAsync(now, owning, stopping)).Where(duty => duty.Person is not null).ToList();
            if (on.Count > 0) return ($"{string.Join(" and ", on.Select(duty => duty.PersonName).Distinct())}, on call for {on[0].TeamName}", [.. on.Select(duty => duty.Person!.Value).Distinct()]);
        }

        if (level <= 2 && team is { } whole)
        {
            var known = await db.Teams.AsNoTracking().Include(one => one.Members).SingleOrDefaultAsync(one => one.Id == whole, stopping);
            if (known is { Members.Count: > 0 }) return ($"everybody in {known.Name}", [.. known.Members.Select(member => member.Person)]);
        }

        return ("everybody who works incidents", await db.Persons.AsNoTracking().Where(person => person.Duties.Any(grant => Working.Contains(grant.Duty))).Select(person => person.Id).ToListAsync(stopping));
    }
}
