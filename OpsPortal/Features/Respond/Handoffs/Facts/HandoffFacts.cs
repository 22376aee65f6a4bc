using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Facts;

/// <summary>What a handoff is asked about.</summary>
/// <param name="From">When the shift began (UTC).</param>
/// <param name="Until">When the next begins.</param>
/// <param name="NextUntil">When the next ends.</param>
/// <param name="Team">Whose services count; null, or a team that owns none: all services.</param>
/// <param name="Incident">Only what concerns this incident; null: the whole shift.</param>
internal sealed record HandoffScope(DateTimeOffset From, DateTimeOffset Until, DateTimeOffset NextUntil, TeamId? Team, IncidentNumber? Incident);

/// <summary>Something that is planned, as it is told in a handoff.</summary>
internal interface IPlannedWork
{
    /// <summary>What takes place in the range, in the order of time.</summary>
    Task<IReadOnlyList<HandoffFact>> BetweenAsync(OpsDb db, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping);
}

/// <summary>Reads what a shift has to tell: what is open, what came and went, what is suppressed, what is planned.</summary>
internal sealed class HandoffFacts(IEnumerable<IPlannedWork> planned, Catalogue catalogue)
{
    /// <summary>Of each part the most pressing; how many there are in all stands in the last line.</summary>
    private const int MostOfPart = 500;

    /// <summary>How long after the shift a silence may end to be told.</summary>
    private static readonly TimeSpan EndsSoon = TimeSpan.FromHours(8);

    public async Task<IReadOnlyList<HandoffFact>> ReadAsync(OpsDb db, HandoffScope scope, DateTimeOffset now, CancellationToken stopping)
    {
        var events = Events(db, scope);
        var facts = new List<HandoffFact>();
        facts.AddRange(await OpenAsync(events, stopping));
        facts.AddRange(await IncidentFacts.ReadAsync(db, scope, Owned(scope.Team), stopping));
        if (scope.Incident is not null) return facts;
        facts.AddRange(await ShiftAsync(events, scope, stopping));
        facts.AddRange(await SilencesAsync(db, scope, now, stopping));
        facts.AddRange(await KnownErrorFacts.ReadAsync(db, Owned(scope.Team), stopping));
        foreach (var plan in planned) facts.AddRange(await plan.BetweenAsync(db, scope.Until, scope.NextUntil, stopping));
        return facts;
    }

    private IQueryable<Event> Events(OpsDb db, HandoffScope scope)
    {
        var events = db.Events.AsNoTracking();
        if (scope.Incident is { } incident) return events.Where(e => db.Set<IncidentEvent>().Any(member => member.Incident == incident && member.Event == e.Number));
        var owned = Owned(scope.Team);

        // What belongs to no service would otherwise be handed over by nobody.
        return owned.Length == 0 ? events : events.Where(e => e.Service == "" || owned.Contains(e.Service));
    }

    private string[] Owned(TeamId? team) => team is { } id ? [.. catalogue.Current.Services.Where(service => service.Facts.Team == id).Select(service => service.Key.Value)] : [];

    private static async Task<IReadOnlyList<HandoffFact>> OpenAsync(IQueryable<Event> events, CancellationToken stopping)
    {
        var open = await events.Where(e => e.Standing == Standing.Active || e.Standing == Standing.Snoozed).OrderBy(e => e.Priority).ThenByDescending(e => e.Number).Take(2 * MostOfPart)
            .Select(e => new { e.Number, e.Title, e.Priority, e.Type, e.State, e.Owner, e.OwnerName, e.FirstSeenAt, e.AcknowledgedAt, e.AcknowledgedBy, e.Members }).ToListAsync(stopping);
        return [.. open.Select(e => new HandoffFact(
            e.AcknowledgedAt is null ? HandoffSection.Unacknowledged : HandoffSection.Acknowledged, e.Number.ToString(), e.Title,
            $"{e.Priority}, {(e.AcknowledgedAt is { } at ? $"taken on by {e.AcknowledgedBy} at {at.UtcDateTime:ddd HH:mm} UTC" : $"since {e.FirstSeenAt.UtcDateTime:ddd HH:mm} UTC")}{(e.Members > 0 ? $", stands for {e.Members} more" : "")}",
            (int)e.Priority, e.Owner, e.OwnerName, IsWork: true))];
    }

    private static async Task<IReadOnlyList<HandoffFact>> ShiftAsync(IQueryable<Event> events, HandoffScope scope, CancellationToken stopping)
    {
        var (from, until) = (scope.From, scope.Until);
        var opened = await events.Where(e => e.FirstSeenAt >= from && e.FirstSeenAt < until).OrderBy(e => e.Priority).ThenByDescending(e => e.Number).Take(MostOfPart).Select(e => new { e.Number, e.Title, e.Priority, e.State }).ToListAsync(stopping);
        var done = await events.Where(e => (e.State == EventState.Resolved || e.State == EventState.Closed) && e.ChangedAt >= from && e.ChangedAt < until).OrderBy(e => e.Priority).ThenByDescending(e => e.Number).Take(MostOfPart)
            .Select(e => new { e.Number, e.Title, e.Priority, e.State, e.OwnerName }).ToListAsync(stopping);
        var changed = await events.Where(e => e.State != EventState.Resolved && e.State != EventState.Closed && e.FirstSeenAt < from && e.ChangedAt >= from && e.ChangedAt < until).OrderBy(e => e.Priority).ThenByDescending(e => e.Number).Take(MostOfPart)
            .Select(e => new { e.Number, e.Title, e.Priority, e.State }).ToListAsync(stopping);
        return
        [
            .. opened.Select(e => new HandoffFact(HandoffSection.Opened, e.Number.ToString(), e.Title, $"{e.Priority}, {e.State}", (int)e.Priority, null, "", IsWork: false)),
            .. done.Select(e => new HandoffFact(HandoffSection.Resolved, e.Number.ToString(), e.Title, $"{e.Priority}, {e.State}{(e.OwnerName.Length > 0 ? $", {e.OwnerName}" : "")}", (int)e.Priority, null, "", IsWork: false)),
            .. changed.Select(e => new HandoffFact(HandoffSection.Changed, e.Number.ToString(), e.Title, $"{e.Priority}, {e.State}", (int)e.Priority, null, "", IsWork: false)),
        ];
    }

    /// <summary>Silences that were set in the shift, and those that end in the next hours.</summary>
    private static async Task<IReadOnlyList<HandoffFact>> SilencesAsync(OpsDb db, HandoffScope scope, DateTimeOffset now, CancellationToken stopping)
    {
        var (from, soon) = (scope.From, scope.Until + EndsSoon);
        var silences = await db.Silences.AsNoTracking().Where(silence => silence.EndsAt > now && (silence.EndsAt <= soon || silence.UpdatedAt >= from)).OrderBy(silence => silence.EndsAt).Take(MostOfPart).ToListAsync(stopping);
        return [.. silences.Select(silence => new HandoffFact(HandoffSection.Suppressions, "", string.Join(", ", silence.Matchers.Select(matcher => matcher.ToString())),
            $"until {silence.EndsAt.UtcDateTime:ddd HH:mm} UTC, {silence.CreatedBy}{(silence.Comment.Length > 0 ? $": {Shortened(silence.Comment)}" : "")}", 3, null, "", IsWork: false))];
    }

    private static string Shortened(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
