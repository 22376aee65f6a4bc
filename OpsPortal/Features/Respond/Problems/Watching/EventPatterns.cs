using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Watching;

/// <summary>As much of an event as is asked for to tell what it is an occurrence of.</summary>
/// <param name="Lead">The event that stands for it in its group; null: it stands for itself.</param>
/// <param name="IsPlanned">A maintenance window covers it: it says nothing about a problem.</param>
/// <param name="OccurredAt">UTC; when the source says it began, as far as that can be believed.</param>
internal sealed record PatternedEvent(EventNumber Number, string Title, Priority Priority, ProblemPattern Pattern, LabelSet Labels, EventNumber? Lead, bool IsPlanned, DateTimeOffset OccurredAt, DateTimeOffset FirstSeenAt);

/// <summary>Reads events with their patterns.</summary>
internal static class EventPatterns
{
    /// <summary>What a source says began earlier than this before it was told began, for us, when it was told.</summary>
    private static readonly TimeSpan OldestBegin = TimeSpan.FromDays(90);

    /// <summary>In the order asked for.</summary>
    public static async Task<List<PatternedEvent>> ReadAsync(OpsDb db, IQueryable<Event> asked, CancellationToken stopping)
    {
        var events = await asked.AsNoTracking().Select(e => new { e.Number, e.Title, e.Priority, e.Labels, e.Service, e.Rule, e.Lead, e.SuppressedBy, e.StartsAt, e.FirstSeenAt }).ToListAsync(stopping);
        var rules = events.Select(e => e.Rule).OfType<Guid>().Distinct().ToArray();
        var names = rules.Length == 0 ? [] : await db.Set<SignificanceRule>().AsNoTracking().Where(rule => EF.Parameter(rules).Contains(rule.Id)).ToDictionaryAsync(rule => rule.Id, rule => rule.Name, stopping);
        return events.ConvertAll(e => new PatternedEvent(
            e.Number, e.Title, e.Priority, ProblemPattern.Of(e.Labels, e.Rule is { } rule ? names.GetValueOrDefault(rule) : null, e.Title, e.Service), e.Labels, e.Lead,
            WindowNumber.OfSuppressor(e.SuppressedBy) is not null, e.StartsAt < e.FirstSeenAt && e.StartsAt > e.FirstSeenAt - OldestBegin ? e.StartsAt : e.FirstSeenAt, e.FirstSeenAt));
    }

    public static Task<List<PatternedEvent>> ReadAsync(OpsDb db, IReadOnlyCollection<EventNumber> numbers, CancellationToken stopping)
    {
        var asked = numbers.Distinct().ToArray();
        return asked.Length == 0 ? Task.FromResult(new List<PatternedEvent>()) : ReadAsync(db, db.Events.Where(e => EF.Parameter(asked).Contains(e.Number)), stopping);
    }
}
