using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Writer;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Signals;

/// <summary>What a sender and the desk may rely on, on either database.</summary>
public abstract class SignalsBecomeEvents(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Ada = new(PersonId.New(Workbench.Noon), "Ada", "ada@example.org", Permissions.All, "192.0.2.1");

    private Workbench _bench = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _bench = await Workbench.StartAsync(database.Contexts);
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_first_signal_raises_an_event_that_is_stored_when_the_sender_is_answered()
    {
        Assert.Equal(Taken.Stored, await _bench.SendAsync(_bench.Firing("DiskFull", summary: "Disk of db-7 is full")));
        var raised = Assert.Single(await _bench.EventsAsync());
        Assert.Equal(("Disk of db-7 is full", Priority.P1, EventType.Exception, EventState.Prioritised, 1L), (raised.Title, raised.Priority, raised.Type, raised.State, raised.Count));
        Assert.Equal(new EventNumber(1), raised.Number);
    }

    [Fact]
    public async Task Repeats_are_counted_on_one_event_and_keep_it_firing()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.SendAsync(_bench.Firing("DiskFull"), _bench.Firing("DiskFull"));
        var only = Assert.Single(await _bench.EventsAsync());
        Assert.Equal((3L, Workbench.Noon, _bench.Clock.GetUtcNow()), (only.Count, only.StartsAt, only.LastSeenAt));
        Assert.Equal(_bench.Clock.GetUtcNow() + TimeSpan.FromMinutes(5), only.EndsAt);
    }

    [Fact]
    public async Task A_storm_of_repeats_survives_a_restart_though_its_rows_were_not_rewritten()
    {
        var storm = Enumerable.Range(0, 500).Select(number => _bench.Firing($"Storm{number}")).ToArray();
        await _bench.SendAsync(storm);
        await _bench.SendAsync(storm);
        await _bench.RestartAsync();
        await _bench.SendAsync(storm[0]);
        var events = await _bench.EventsAsync();
        Assert.Equal(500, events.Count);
        Assert.Equal(1001, events.Sum(e => e.Count));
    }

    [Fact]
    public async Task The_end_of_a_condition_resolves_its_event_and_its_return_reopens_it()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await _bench.SendAsync(_bench.Over("DiskFull"));
        Assert.Equal((EventState.Resolved, Condition.Cleared), await HandlingAsync());

        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        Assert.Equal((EventState.Prioritised, Condition.Firing), await HandlingAsync());
        Assert.Equal([EntryKind.Cleared, EntryKind.Moved, EntryKind.Refired, EntryKind.Moved], await _bench.TimelineAsync(new(1)));
    }

    [Fact]
    public async Task A_condition_that_returns_after_a_restart_finds_its_event_again()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await _bench.SendAsync(_bench.Over("DiskFull"));
        await _bench.RestartAsync();
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        Assert.Equal((EventState.Prioritised, Condition.Firing), await HandlingAsync());
    }

    [Fact]
    public async Task A_condition_that_returns_after_closure_or_a_day_later_is_a_new_event()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"), _bench.Firing("Slow"));
        await _bench.SendAsync(_bench.Over("DiskFull"), _bench.Over("Slow"));
        Assert.IsType<Outcome<Event>.Done>(await new CloseEvent(_bench.Acts).RunAsync(Ada, new(1), "cleaned up", "rotate logs", Stopping));
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        _bench.Clock.Advance(Event.ReopenWithin + TimeSpan.FromMinutes(1));
        await _bench.SendAsync(_bench.Firing("Slow"));
        Assert.Equal([EventState.Closed, EventState.Resolved, EventState.Prioritised, EventState.Prioritised], (await _bench.EventsAsync()).Select(e => e.State));
    }

    [Fact]
    public async Task Fire_end_and_return_in_one_request_are_one_event_that_fires()
    {
        await _bench.SendAsync(_bench.Firing("Flap"), _bench.Over("Flap"), _bench.Firing("Flap"));
        Assert.Equal((EventState.Prioritised, Condition.Firing), await HandlingAsync());
        Assert.Equal(3, Assert.Single(await _bench.EventsAsync()).Count);
    }

    [Fact]
    public async Task The_end_of_something_nobody_reported_raises_nothing()
    {
        Assert.Equal(Taken.Stored, await _bench.SendAsync(_bench.Over("Unknown")));
        Assert.Empty(await _bench.EventsAsync());
    }

    [Fact]
    public async Task An_event_whose_source_falls_silent_is_cleared_at_the_end_it_announced()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await new ExpireSilentEvents(_bench.Path).RunAsync(Stopping);
        await new ExpireSilentEvents(_bench.Path).RunAsync(Stopping);
        Assert.Equal((EventState.Resolved, Condition.Cleared), await HandlingAsync());
        Assert.Equal(Workbench.Noon + TimeSpan.FromMinutes(5), Assert.Single(await _bench.EventsAsync()).EndsAt);
        Assert.Equal([EntryKind.Cleared, EntryKind.Moved], await _bench.TimelineAsync(new(1)));
    }

    [Fact]
    public async Task What_a_person_resolved_stays_resolved_while_the_source_goes_on_firing()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        await new ResolveEvent(_bench.Acts, database.Contexts).RunAsync(Ada, new(1), "", Stopping);
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        Assert.Equal((EventState.Resolved, Condition.Firing), await HandlingAsync());
    }

    [Fact]
    public async Task New_words_from_the_source_replace_the_old_ones()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull", summary: "80 %"));
        await _bench.SendAsync(_bench.Firing("DiskFull", summary: "99 %"));
        Assert.Equal("99 %", Assert.Single(await _bench.EventsAsync()).Title);
    }

    [Fact]
    public async Task Two_people_who_acknowledge_at_once_give_one_acknowledgement_and_one_clear_refusal()
    {
        await _bench.SendAsync(_bench.Firing("DiskFull"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new AcknowledgeEvent(_bench.Acts).RunAsync(Ada, new(1), Stopping)));
        Assert.Single(outcomes.OfType<Outcome<Event>.Done>());
        Assert.All(outcomes.OfType<Outcome<Event>.Refused>(), refused => Assert.Equal("event.already-acknowledged", refused.Why.Code));
    }

    private async Task<(EventState State, Condition Condition)> HandlingAsync()
    {
        var only = Assert.Single(await _bench.EventsAsync());
        return (only.State, only.Condition);
    }
}

public sealed class SignalsBecomeEventsOnSqlite(SqliteDatabase database) : SignalsBecomeEvents(database), IClassFixture<SqliteDatabase>;

public sealed class SignalsBecomeEventsOnPostgres(PostgresDatabase database) : SignalsBecomeEvents(database), IClassFixture<PostgresDatabase>;
