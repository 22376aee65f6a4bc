using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Audit;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Incidents.Acts;

/// <summary>An incident as somebody wants to open it.</summary>
/// <param name="Title">Empty: that of the gravest event.</param>
/// <param name="Service">The key; empty: that of the gravest event.</param>
/// <param name="Priority">Null: that of the gravest event, P3 without any.</param>
/// <param name="Events">What it is about; may be none where somebody calls.</param>
internal sealed record IncidentOpening(string Title, string Service, Priority? Priority, IReadOnlyCollection<EventNumber> Events, string Description = "", bool IsMajor = false);

/// <summary>Opens an incident, from events or from a call.</summary>
internal sealed class OpenIncident(IncidentDesk desk)
{
    public const string Numbered = "INC";

    /// <remarks>Refused without <see cref="Permissions.IncidentsWork"/>, without title and events, for an event that is over or part of another open incident, and for a service nobody knows.</remarks>
    public async Task<Outcome<Incident>> RunAsync(Actor by, IncidentOpening wanted, CancellationToken stopping)
    {
        if (!by.May(Permissions.IncidentsWork)) return Refusals.Forbidden(Permissions.IncidentsWork);
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var numbers = wanted.Events.Distinct().ToArray();
        var events = await db.Events.AsNoTracking().Where(e => EF.Parameter(numbers).Contains(e.Number)).OrderBy(e => e.Priority).ThenBy(e => e.Number).ToListAsync(stopping);
        if (events.Count < numbers.Length) return Refusals.NotFound(numbers.Except(events.Select(e => e.Number)).First().ToString());
        if (await TakenAsync(db, numbers, stopping) is { } taken) return taken;
        var service = wanted.Service.Length > 0 ? wanted.Service : events.Select(e => e.Service).FirstOrDefault(key => key.Length > 0) ?? "";
        if (wanted.Service.Length > 0 && !await db.Services.AnyAsync(known => known.Key == new Domain.Estate.ServiceKey(wanted.Service), stopping)) return Refusals.NotFound($"The service {wanted.Service}");
        var (title, now) = (wanted.Title.Trim().Length > 0 ? wanted.Title : events.FirstOrDefault()?.Title ?? "", desk.Now);
        var priority = wanted.Priority ?? events.FirstOrDefault()?.Priority ?? Priority.P3;
        var outcome = Incident.Open(new(await Numbers.NextAsync(db, Numbered, stopping)), title, service, priority, by, now);
        if (outcome is not Outcome<Incident>.Done(var opened)) return outcome;
        if (wanted.Description.Trim().Length > 0 && opened.Describe(wanted.Description.Trim(), 0, by, now).Refusal is { } tooLong) return tooLong;
        for (var i = 0; i < events.Count; i++)
        {
            if (opened.Join(events[i], i, by, now) is not Outcome<IncidentEvent>.Done(var joined)) return IncidentRefusals.EventNotOpen(events[i].Number, events[i].State);
            db.Add(joined);
        }

        db.Add(opened);
        if (wanted.IsMajor && MajorChecklist.Declare(db, opened, "Opened as a major incident", by, now) is { } why) return why;
        db.AddRange(opened.NewEntries);
        db.Record(new Act(by, now, "incident.opened", opened.Number.ToString(), null, new { Incident = IncidentDesk.Facts(opened), Events = numbers.Select(number => number.ToString()) }));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(CancellationToken.None);
        desk.Told(by, opened.Number, "incident.opened");
        return opened;
    }

    /// <summary>Why one of these events cannot join: an open incident has it. Null: all can.</summary>
    internal static async Task<Refusal?> TakenAsync(OpsDb db, EventNumber[] numbers, CancellationToken stopping)
    {
        var taken = await (from member in db.Set<IncidentEvent>()
                           join incident in db.Set<Incident>() on member.Incident equals incident.Number
                           where EF.Parameter(numbers).Contains(member.Event) && IncidentLifecycle.Open.Contains(incident.State)
                           orderby member.Event
                           select new { member.Event, member.Incident }).FirstOrDefaultAsync(stopping);
        return taken is null ? null : IncidentRefusals.EventTaken(taken.Event, taken.Incident);
    }
}

/// <summary>What comes with the flag of a major incident.</summary>
internal static class MajorChecklist
{
    /// <summary>Declares it, and adds the checklist. Returns why not.</summary>
    public static Refusal? Declare(OpsDb db, Incident incident, string reason, Actor by, DateTimeOffset now)
    {
        if (incident.Declare(isMajor: true, reason, by, now).Refusal is { } why) return why;
        for (var i = 0; i < Incident.MajorChecklist.Count; i++)
        {
            // Later points get later ids: they are shown in the order of their ids.
            if (incident.AddTask(Guid.CreateVersion7(now.AddMilliseconds(i)), TaskKind.Checklist, Incident.MajorChecklist[i], null, i, by, now.AddMilliseconds(i)) is Outcome<IncidentTask>.Done(var task)) db.Add(task);
        }

        return null;
    }
}
