using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Jobs;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Jobs;

/// <summary>What the portal does with events by itself as time goes by, on either database.</summary>
public abstract class SweepingEvents(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly ChangeFeed _feed = new();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static Actor Dana { get; } = Actor.Portal("Dana");

    public async ValueTask InitializeAsync() => await database.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Snoozed_events_come_back_when_their_time_has_come_and_not_before()
    {
        await AddAsync(450, found => found.Snooze(Noon.AddHours(1), Dana, Noon));
        await WakeAsync();
        Assert.Equal(450, await CountAsync(Standing.Snoozed));
        _clock.Advance(TimeSpan.FromHours(1));
        await WakeAsync();
        Assert.Equal(450, await CountAsync(Standing.Active));
        await using var db = database.Open();
        Assert.Equal(450, await db.EventEntries.CountAsync(entry => entry.Kind == EntryKind.Woken, Stopping));
        Assert.Equal(450, await db.Audit.CountAsync(entry => entry.Act == "event.woken" && entry.Actor == "snooze", Stopping));
        Assert.True(_feed.Version(ChangeKind.Events) > 0);
    }

    [Fact]
    public async Task Running_twice_acts_once()
    {
        await AddAsync(3, found => found.Snooze(Noon.AddMinutes(1), Dana, Noon));
        _clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(WakeAsync(), WakeAsync());
        await WakeAsync();
        await using var db = database.Open();
        Assert.Equal(3, await db.EventEntries.CountAsync(entry => entry.Kind == EntryKind.Woken, Stopping));
    }

    [Fact]
    public async Task Resolved_events_are_closed_after_a_day_but_P1_and_P2_wait_for_a_person()
    {
        await AddAsync(5, found => found.Clear(Noon, "resolved by source", Noon), number => (Priority)number);
        _clock.Advance(TimeSpan.FromHours(23));
        await CloseAsync();
        Assert.Equal(0, await CountAsync(Standing.Closed));
        _clock.Advance(TimeSpan.FromHours(2));
        await CloseAsync();
        await using var db = database.Open();
        var closed = await db.Events.Where(e => e.Standing == Standing.Closed).OrderBy(e => e.Number).ToListAsync(Stopping);
        Assert.Equal([Priority.P3, Priority.P4, Priority.P5], closed.Select(e => e.Priority));
        Assert.All(closed, e => Assert.Equal("closed automatically after 24 h", e.ClosingNote));
    }

    [Fact]
    public async Task A_resolved_event_whose_source_still_fires_is_left_alone()
    {
        await AddAsync(1, found => found.Resolve("fixed", Dana, Noon), _ => Priority.P4);
        _clock.Advance(TimeSpan.FromDays(3));
        await CloseAsync();
        Assert.Equal(1, await CountAsync(Standing.Resolved));
    }

    [Fact]
    public async Task Closed_events_are_removed_when_the_settings_say_so_and_the_audit_trail_keeps_growing()
    {
        await AddAsync(1, found => found.Snooze(Noon.AddDays(1), Dana, Noon));
        await AddAsync(700, found =>
        {
            found.Resolve("", Dana, Noon);
            found.Close("done", "", Dana, Noon);
        }, _ => Priority.P4, first: 100);
        _clock.Advance(TimeSpan.FromDays(399));
        await RetainAsync();
        Assert.Equal(700, await CountAsync(Standing.Closed));
        _clock.Advance(TimeSpan.FromDays(2));
        await RetainAsync();
        Assert.Equal(0, await CountAsync(Standing.Closed));
        Assert.Equal(1, await CountAsync(Standing.Snoozed));
        await using var db = database.Open();
        Assert.Equal(1, await db.EventEntries.CountAsync(Stopping));
        Assert.Equal(2, await db.Audit.CountAsync(entry => entry.Act == "events.removed", Stopping));
    }

    private Task WakeAsync() => new WakeSnoozedEvents(Sweep(), _clock, NullLogger<WakeSnoozedEvents>.Instance).RunAsync(Stopping);

    private Task CloseAsync() => new CloseResolvedEvents(Sweep(), Options.Create(new JobOptions()), _clock, NullLogger<CloseResolvedEvents>.Instance).RunAsync(Stopping);

    private Task RetainAsync() => new RetainEvents(database.Contexts, _feed, Options.Create(new JobOptions()), _clock, NullLogger<RetainEvents>.Instance).RunAsync(Stopping);

    private EventSweep Sweep() => new(database.Contexts, _feed);

    private async Task<int> CountAsync(Standing standing)
    {
        await using var db = database.Open();
        return await db.Events.CountAsync(e => e.Standing == standing, Stopping);
    }

    private async Task AddAsync(int count, Action<Event> act, Func<int, Priority>? priority = null, int first = 1)
    {
        await using var db = database.Open();
        for (var number = first; number < first + count; number++)
        {
            var labels = LabelSet.From(("alertname", FormattableString.Invariant($"Probe{number}")));
            var added = new Event
            {
                Number = new(number),
                Source = "test",
                Fingerprint = labels.Fingerprint,
                Title = "Probe",
                Labels = labels,
                Annotations = LabelSet.Empty,
                Type = EventType.Warning,
                Priority = priority?.Invoke(number) ?? Priority.P3,
                StartsAt = Noon,
                EndsAt = Noon.AddMinutes(5),
                FirstSeenAt = Noon,
                LastSeenAt = Noon,
            };
            act(added);
            db.Events.Add(added);
            db.EventEntries.AddRange(added.NewEntries.Where(entry => entry.Kind == EntryKind.Snoozed));
        }

        await db.SaveChangesAsync(Stopping);
    }
}

public sealed class SweepingEventsOnSqlite(SqliteDatabase database) : SweepingEvents(database), IClassFixture<SqliteDatabase>;

public sealed class SweepingEventsOnPostgres(PostgresDatabase database) : SweepingEvents(database), IClassFixture<PostgresDatabase>;
