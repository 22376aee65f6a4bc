using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Effectiveness;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>An event and what is around it: all that its page shows.</summary>
/// <param name="Earlier">Other events of the same source and labels, newest first.</param>
/// <param name="Silence">The silence that suppresses it now; null where none does, or it no longer exists.</param>
public sealed record EventStory(EventView View, IReadOnlyList<EarlierEvent> Earlier, SuppressingSilence? Silence)
{
    /// <summary>The rule that made an event of it, as it is now; null where none did, or it no longer exists.</summary>
    public SignificanceRule? Rule { get; init; }

    /// <summary>The maintenance windows that suppress, lower or mark it, each once; empty where none does.</summary>
    public IReadOnlyList<EventWindow> Windows { get; init; } = [];

    /// <summary>What the facts say of its priority now, unless its rule names one.</summary>
    public required PriorityReason Priority { get; init; }
}

/// <summary>The same condition at another time.</summary>
/// <param name="Lesson">What was learned when it was closed; empty where nothing was written.</param>
public sealed record EarlierEvent(
    EventNumber Number, string Title, DateTimeOffset FirstSeenAt, DateTimeOffset EndsAt, EventState State, Condition Condition, string ClosingNote, string Lesson);

/// <summary>Why an event is out of the queue.</summary>
/// <param name="Matchers">As Alertmanager writes them.</param>
public sealed record SuppressingSilence(Guid Id, string CreatedBy, string Comment, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Matchers);

/// <summary>A maintenance window that has to do with an event.</summary>
/// <param name="Does">What it does, in words: <c>suppresses events</c>.</param>
/// <param name="EndsAt">When the time in force ends (UTC); null: when somebody says so.</param>
public sealed record EventWindow(WindowNumber Number, string Title, string Reason, string Does, string By, DateTimeOffset? EndsAt);

/// <summary>Reads the story of one event for a person who opens it.</summary>
public sealed class EventStories(IEventQueries events, PriorityBook priorities, FirstSight sight, IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>Most earlier events told of.</summary>
    public const int MostEarlier = 10;

    /// <summary>Null where there is no event of that number.</summary>
    public async Task<EventStory?> ReadAsync(EventNumber number, CancellationToken stopping)
    {
        if (await events.ViewAsync(number, stopping) is not { } view) return null;
        sight.Note(number);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (source, fingerprint) = (view.Row.Source, view.Row.Labels.Fingerprint);
        var earlier = await db.Events.AsNoTracking()
            .Where(e => e.Source == source && e.Fingerprint == fingerprint && e.Number != number)
            .OrderByDescending(e => e.Number).Take(MostEarlier)
            .Select(e => new EarlierEvent(e.Number, e.Title, e.FirstSeenAt, e.EndsAt, e.State, e.Condition, e.ClosingNote, e.Lesson))
            .ToListAsync(stopping);
        return new(view, earlier, await SilenceAsync(db, view.SuppressedBy, stopping))
        {
            Windows = await WindowsAsync(db, view, stopping),
            Rule = view.Rule is { } rule ? await db.Set<SignificanceRule>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == rule, stopping) : null,
            Priority = priorities.Ask(view.Row.Service, view.Row.Type, view.Row.Labels, view.Annotations, clock.GetUtcNow()),
        };
    }

    private static async Task<IReadOnlyList<EventWindow>> WindowsAsync(OpsDb db, EventView view, CancellationToken stopping)
    {
        long?[] named = [WindowNumber.OfSuppressor(view.SuppressedBy)?.Value, view.LoweredBy, view.TaggedBy];
        var numbers = named.OfType<long>().Distinct().Select(number => new WindowNumber(number)).ToList();
        if (numbers.Count == 0) return [];
        var found = await db.Set<MaintenanceWindow>().AsNoTracking().Where(window => numbers.Contains(window.Number)).ToListAsync(stopping);
        return [.. found.OrderBy(window => window.Number).Select(window => new EventWindow(window.Number, window.Title, window.Reason, window.Effect.Words, window.RequestedBy, window.RunsUntil))];
    }

    private static async Task<SuppressingSilence?> SilenceAsync(OpsDb db, Guid? id, CancellationToken stopping) =>
        id is not null && await db.Silences.AsNoTracking().SingleOrDefaultAsync(silence => silence.Id == id, stopping) is { } found
            ? new(found.Id, found.CreatedBy, found.Comment, found.StartsAt, found.EndsAt, string.Join(", ", found.Matchers))
            : null;
}
