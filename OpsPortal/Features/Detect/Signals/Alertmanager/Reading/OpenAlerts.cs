using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Reading;

/// <summary>One unresolved alert, as of now.</summary>
/// <param name="SilencedBy">The silences that cover it now; in the order of their ids as text.</param>
internal sealed record OpenAlert(
    LabelSet Labels,
    LabelSet Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset UpdatedAt,
    string GeneratorUrl,
    IReadOnlyList<Guid> SilencedBy);

/// <summary>Where an alert is found, and what it is ordered by within a group.</summary>
internal readonly record struct AlertPlace(EventNumber Number, Fingerprint Fingerprint, string Group, string Job, string Instance)
{
    /// <summary>As Alertmanager orders: groups by label; alerts by job, then instance, those without coming last.</summary>
    public static int InOrder(AlertPlace a, AlertPlace b)
    {
        var order = string.CompareOrdinal(a.Group, b.Group);
        if (order == 0) order = EmptyLast(a.Job, b.Job);
        if (order == 0) order = EmptyLast(a.Instance, b.Instance);
        return order == 0 ? a.Fingerprint.CompareTo(b.Fingerprint) : order;
    }

    private static int EmptyLast(string a, string b) =>
        a.Length == 0 || b.Length == 0 ? b.Length.CompareTo(a.Length) : string.CompareOrdinal(a, b);
}

/// <summary>
/// The alerts that fire, read from the events. First come the numbers of all that fire, in the order wanted, then their content a
/// part at a time: a hundred thousand alerts never are in memory together, and no reader holds the database back.
/// </summary>
internal sealed class OpenAlerts(IDbContextFactory<OpsDb> databases, SilenceBook silences, TimeProvider clock)
{
    /// <summary>The label by which the one route groups.</summary>
    public const string GroupLabel = "alertname";

    private const int PartSize = 500;

    /// <summary>Where the alerts that may be wanted are found, by fingerprint.</summary>
    public async Task<IReadOnlyList<EventNumber>> InOrderAsync(AlertQuery query, CancellationToken stopping)
    {
        if (!query.Receives) return [];
        await using var db = await databases.CreateDbContextAsync(stopping);
        var places = await Firing(db).Select(e => new { e.Number, e.Fingerprint }).ToListAsync(stopping);
        places.Sort((a, b) => a.Fingerprint != b.Fingerprint ? a.Fingerprint.CompareTo(b.Fingerprint) : a.Number.CompareTo(b.Number));
        return [.. places.Select(place => place.Number)];
    }

    /// <summary>Where the alerts that the query wants are found: groups in order, within a group by job, instance and fingerprint.</summary>
    public async Task<IReadOnlyList<AlertPlace>> InGroupsAsync(AlertQuery query, CancellationToken stopping)
    {
        var places = new List<AlertPlace>();
        if (!query.Receives) return places;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (index, now) = (silences.Current, clock.GetUtcNow());
        await foreach (var e in Firing(db).Select(e => new { e.Number, e.Labels }).AsAsyncEnumerable().WithCancellation(stopping))
        {
            if (query.Wants(e.Labels, index.AllCovering(e.Labels, now)))
                places.Add(new(e.Number, e.Labels.Fingerprint, e.Labels[GroupLabel], e.Labels["job"], e.Labels["instance"]));
        }

        places.Sort(AlertPlace.InOrder);
        return places;
    }

    /// <summary>The wanted alerts of some places, in their order; what has ended meanwhile is left out.</summary>
    public async IAsyncEnumerable<OpenAlert> ReadAsync(AlertQuery query, IEnumerable<EventNumber> numbers, [EnumeratorCancellation] CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (index, now) = (silences.Current, clock.GetUtcNow());
        foreach (var part in numbers.Chunk(PartSize))
        {
            var read = await Firing(db).Where(e => part.Contains(e.Number))
                .Select(e => new { e.Number, e.Labels, e.Annotations, e.StartsAt, e.EndsAt, e.LastSeenAt, e.GeneratorUrl })
                .ToDictionaryAsync(e => e.Number, stopping);
            foreach (var number in part)
            {
                if (!read.TryGetValue(number, out var e)) continue;
                var silencedBy = index.AllCovering(e.Labels, now);
                if (query.Wants(e.Labels, silencedBy)) yield return new(e.Labels, e.Annotations, e.StartsAt, e.EndsAt, e.LastSeenAt, e.GeneratorUrl, silencedBy);
            }
        }
    }

    private IQueryable<Event> Firing(OpsDb db)
    {
        var now = clock.GetUtcNow();
        return db.Events.AsNoTracking().Where(e => e.Condition == Condition.Firing && e.EndsAt > now);
    }
}
