using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Incidents.Following;

/// <summary>
/// Writes what happens to events into the timeline of their incidents, and opens an incident again when one of its events returns soon after
/// it was resolved. Running it twice tells nothing twice.
/// </summary>
internal sealed class FollowIncidents(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<FollowIncidents> log) : IJob
{
    private const string CursorName = "incidents";

    private static readonly Actor Portal = Actor.Portal("Incidents");

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await PartAsync(stopping))
            {
            }
        }
        catch (DbUpdateConcurrencyException failure)
        {
            // Somebody acted on an incident at the same moment; the next run reads the same part again.
            log.NotFollowed(failure);
        }
    }

    /// <summary>Returns whether there is more.</summary>
    private async Task<bool> PartAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var now = clock.GetUtcNow();
        var cursor = await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == CursorName, stopping);
        if (cursor is null)
        {
            // What happened before there was any incident concerns none.
            cursor = new() { Name = CursorName, Entry = await db.EventEntries.MaxAsync(entry => (long?)entry.Id, stopping) ?? 0 };
            db.Add(cursor);
        }

        var part = await EventWatch.EntriesAsync(db, cursor, now, now, stopping);
        var told = await TellAsync(db, part.Entries, now, stopping);
        if (!told && !part.Moved && db.Entry(cursor).State != EntityState.Added) return false;
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(CancellationToken.None);
        if (told) feed.Publish(ChangeKind.Incidents);
        return part is { More: true, Moved: true };
    }

    private static async Task<bool> TellAsync(OpsDb db, IReadOnlyList<WatchedEntry> entries, DateTimeOffset now, CancellationToken stopping)
    {
        var numbers = entries.Where(entry => Words(entry) is not null).Select(entry => entry.Event).Distinct().ToArray();
        if (numbers.Length == 0) return false;
        var members = await db.Set<IncidentEvent>().Where(member => EF.Parameter(numbers).Contains(member.Event)).ToListAsync(stopping);
        if (members.Count == 0) return false;
        var of = members.ToLookup(member => member.Event, member => member.Incident);
        var lines = entries.Select(entry => (long?)entry.Id).ToArray();
        var before = (await db.Set<IncidentEntry>().Where(entry => EF.Parameter(lines).Contains(entry.EventEntry)).Select(entry => new { entry.Incident, entry.EventEntry }).ToListAsync(stopping))
            .Select(entry => (entry.Incident, entry.EventEntry!.Value)).ToHashSet();
        var known = members.Select(member => member.Incident).Distinct().ToArray();
        var incidents = await db.Set<Incident>().Where(incident => EF.Parameter(known).Contains(incident.Number) && incident.State != IncidentState.Closed).ToDictionaryAsync(incident => incident.Number, stopping);
        foreach (var entry in entries.Where(entry => Words(entry) is not null))
        {
            foreach (var incident in of[entry.Event].Where(incidents.ContainsKey).Select(number => incidents[number]))
            {
                // What happened before the incident was opened stands in the event's own timeline.
                if (entry.At < incident.OpenedAt || before.Contains((incident.Number, entry.Id))) continue;
                incident.Tell(entry.Event, entry.Id, entry.Actor, Words(entry)!, entry.At);
                if (IsReturn(entry) && incident.ResolvedAt is { } resolved && entry.At > resolved && entry.At - resolved <= Incident.ReopenWithin) Reopen(db, incident, entry, now);
            }
        }

        foreach (var incident in incidents.Values) db.AddRange(incident.NewEntries);
        return incidents.Values.Any(incident => incident.NewEntries.Count > 0);
    }

    private static void Reopen(OpsDb db, Incident incident, WatchedEntry entry, DateTimeOffset now)
    {
        var before = IncidentDesk.Facts(incident);
        if (incident.Reopen($"{entry.Event} returned", Portal, now).Refusal is null) db.Record(new Act(Portal, now, "incident.reopened", incident.Number.ToString(), before, IncidentDesk.Facts(incident)));
    }

    private static bool IsReturn(WatchedEntry entry) => entry.Kind == EntryKind.Refired;

    /// <summary>What is worth a line in the incident; null: nothing.</summary>
    private static string? Words(WatchedEntry entry) => entry.Kind switch
    {
        EntryKind.Moved when entry.To == EventState.Investigating && entry.From == EventState.Prioritised => "acknowledged",
        EntryKind.Moved when entry.To is EventState.Resolved or EventState.Closed or EventState.Escalated => entry.To.Value.ToString().ToLowerInvariant(),
        EntryKind.Cleared => "the source says it is over",
        EntryKind.Refired => "fires again",
        EntryKind.Suppressed => "suppressed",
        EntryKind.Unsuppressed => "no longer suppressed",
        EntryKind.FlapsFrom => "comes and goes",
        _ => null,
    };
}
