using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Incidents.Queries;

/// <summary>The read side of incidents.</summary>
internal interface IIncidentQueries
{
    /// <summary>The gravest first, of equals the newest.</summary>
    Task<Page<IncidentRow>> PageAsync(IncidentFilter filter, string? cursor, int limit, CancellationToken stopping);

    Task<int> CountAsync(IncidentFilter filter, int most, CancellationToken stopping);

    Task<IReadOnlyList<IncidentRow>> RowsAsync(IReadOnlyList<IncidentNumber> numbers, CancellationToken stopping);

    /// <summary>Null: there is none.</summary>
    Task<IncidentView?> ViewAsync(IncidentNumber number, CancellationToken stopping);

    /// <summary>The incidents an event is or was part of, the latest first.</summary>
    Task<IReadOnlyList<IncidentRow>> OfEventAsync(EventNumber number, CancellationToken stopping);
}

internal sealed class IncidentQueries(IDbContextFactory<OpsDb> databases, IncidentTargets targets, TimeProvider clock) : IIncidentQueries
{
    /// <summary>More incidents of one event than these are of no interest.</summary>
    private const int MostOfEvent = 20;

    private sealed class Counted
    {
        public required Incident Incident { get; init; }

        public int Events { get; init; }
    }

    public async Task<Page<IncidentRow>> PageAsync(IncidentFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (Parse(cursor) is var (priority, after)) found = found.Where(incident => incident.Priority > priority || (incident.Priority == priority && incident.Number < after));
        var rows = await ReadAsync(db, found.OrderBy(incident => incident.Priority).ThenByDescending(incident => incident.Number).Take(limit + 1), stopping);
        return rows.Count <= limit ? new(rows, null) : new([.. rows.Take(limit)], string.Create(CultureInfo.InvariantCulture, $"{(int)rows[limit - 1].Priority}.{rows[limit - 1].Number.Value}"));
    }

    public async Task<int> CountAsync(IncidentFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<IncidentRow>> RowsAsync(IReadOnlyList<IncidentNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await ReadAsync(db, db.Set<Incident>().AsNoTracking().Where(incident => numbers.Contains(incident.Number)), stopping);
    }

    public async Task<IReadOnlyList<IncidentRow>> OfEventAsync(EventNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await ReadAsync(db, Narrow(db, new() { Event = number }).OrderByDescending(incident => incident.Number).Take(MostOfEvent), stopping);
    }

    public async Task<IncidentView?> ViewAsync(IncidentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(incident => incident.Number == number, stopping) is not { } found) return null;
        var members = await (from member in db.Set<IncidentEvent>().AsNoTracking()
                             join e in db.Events.AsNoTracking() on member.Event equals e.Number
                             where member.Incident == number
                             orderby e.Priority, e.Number
                             select new MemberRow(e.Number, e.Title, e.Service, e.Priority, e.State, e.Condition, e.FirstSeenAt, member.JoinedAt)).ToListAsync(stopping);
        var tasks = await db.Set<IncidentTask>().AsNoTracking().Where(task => task.Incident == number).OrderBy(task => task.CreatedAt).ThenBy(task => task.Id).ToListAsync(stopping);
        var hypotheses = await db.Set<Hypothesis>().AsNoTracking().Where(hypothesis => hypothesis.Incident == number).OrderBy(hypothesis => hypothesis.CreatedAt).ToListAsync(stopping);
        var entries = db.Set<IncidentEntry>().AsNoTracking().Where(entry => entry.Incident == number);
        var timeline = await entries.OrderByDescending(entry => entry.Id).Take(IncidentView.MostEntries).ToListAsync(stopping);
        timeline.Reverse();
        var earlier = timeline.Count < IncidentView.MostEntries ? 0 : await entries.CountAsync(stopping) - timeline.Count;
        return new(Row(found, members.Count, clock.GetUtcNow()), found, targets[found.Priority], members, tasks, hypotheses, timeline, earlier);
    }

    /// <summary>Null where the text is no cursor.</summary>
    public static (Priority Priority, IncidentNumber After)? Parse(string? cursor) =>
        cursor?.Split('.') is [var priority, var after] && int.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out var grade) && Enum.IsDefined((Priority)grade) && long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? ((Priority)grade, new(number))
            : null;

    private async Task<List<IncidentRow>> ReadAsync(OpsDb db, IQueryable<Incident> found, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var counted = await found.Select(incident => new Counted { Incident = incident, Events = db.Set<IncidentEvent>().Count(member => member.Incident == incident.Number) }).ToListAsync(stopping);
        return counted.ConvertAll(one => Row(one.Incident, one.Events, now));
    }

    private static IQueryable<Incident> Narrow(OpsDb db, IncidentFilter filter)
    {
        var found = db.Set<Incident>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(incident => filter.States.Contains(incident.State));
        if (filter.Priorities.Count > 0) found = found.Where(incident => filter.Priorities.Contains(incident.Priority));
        if (filter.Owner is { } owner) found = found.Where(incident => incident.Owner == owner);
        if (filter.Unowned) found = found.Where(incident => incident.Owner == null);
        if (filter.IsMajor is { } major) found = found.Where(incident => incident.IsMajor == major);
        if (filter.Service.Length > 0) found = found.Where(incident => incident.Service == filter.Service);
        if (filter.Event is { } about) found = found.Where(incident => db.Set<IncidentEvent>().Any(member => member.Incident == incident.Number && member.Event == about));
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && IncidentNumber.TryParse(text, null, out var number)) return found.Where(incident => incident.Number == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            found = found.Where(incident => incident.Title.ToLower().Contains(word) || incident.Service.ToLower().Contains(word));
        return found;
    }

    private IncidentRow Row(Incident incident, int events, DateTimeOffset now)
    {
        var target = targets[incident.Priority];
        return new(incident.Number, incident.Title, incident.Service, incident.Priority, incident.IsMajor, incident.State, incident.Owner, incident.OwnerName, incident.OpenedAt, incident.ChangedAt, events,
            incident.EscalationLevel, incident.ResponseClock(target, now), incident.ResolutionClock(target, now), incident.Version);
    }
}
