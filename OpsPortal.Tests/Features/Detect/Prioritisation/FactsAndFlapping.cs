using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Effectiveness;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Jobs;
using OpsPortal.Features.Detect.Prioritisation;
using OpsPortal.Features.Detect.Prioritisation.Acts;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Prioritisation;

/// <summary>Priorities follow the facts, restless conditions are told of once, and what shows whether alerting is any good is kept.</summary>
public abstract class FactsAndFlapping(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Dana = new(null, "Dana", "dana@demo.local", Duties.Permit([Duty.ServiceDesk, Duty.Administrator]), "");

    private Workbench _bench = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<StoredMatrix>().ExecuteDeleteAsync();
            db.Add(Service.From(new() { Key = new("shop"), Name = "Shop", Criticality = Criticality.Critical }, Workbench.Noon));
            db.Add(Service.From(new() { Key = new("wiki"), Name = "Wiki", Criticality = Criticality.Low }, Workbench.Noon));
            await db.SaveChangesAsync();
        }

        _bench = await Workbench.StartAsync(database.Contexts);
        await _bench.Catalogue.RefreshAsync(Stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_same_alert_is_graver_on_a_critical_service()
    {
        await _bench.SendAsync(Of("shop"), Of("wiki"), Of("unknown"));
        Assert.Equal([Priority.P1, Priority.P3, Priority.P1], (await _bench.EventsAsync()).Select(e => e.Priority));
    }

    [Fact]
    public async Task Open_events_follow_a_change_of_the_matrix_and_of_the_catalogue()
    {
        await _bench.SendAsync(Of("shop"), Of("wiki"));
        var cells = PriorityMatrix.Usual.Cells.Select(row => row.ToArray()).ToArray();
        cells[(int)Impact.Low][(int)Urgency.High] = Priority.P2;
        cells[(int)Impact.Low][(int)Urgency.Medium] = Priority.P4;
        var save = new SaveMatrix(database.Contexts, _bench.Priorities, _bench.Feed, _bench.Clock);
        Assert.Equal("priority.changed-meanwhile", (await save.RunAsync(Dana, cells, 7, Stopping)).Refusal?.Code);
        Assert.Null((await save.RunAsync(Dana, cells, 0, Stopping)).Refusal);
        await Recompute().RunAsync(Stopping);
        Assert.Equal([Priority.P1, Priority.P2], (await _bench.EventsAsync()).Select(e => e.Priority));

        await using (var db = database.Open())
        {
            (await db.Services.Include(s => s.Needs).SingleAsync(s => s.Key == new ServiceKey("wiki"), Stopping)).Become(new() { Key = new("wiki"), Name = "Wiki", Criticality = Criticality.Critical }, _bench.Clock.GetUtcNow());
            await db.SaveChangesAsync(Stopping);
        }

        await _bench.Catalogue.RefreshAsync(Stopping);
        await Recompute().RunAsync(Stopping);
        await Recompute().RunAsync(Stopping);
        Assert.Equal([Priority.P1, Priority.P1], (await _bench.EventsAsync()).Select(e => e.Priority));
        Assert.Equal([EntryKind.Reprioritised, EntryKind.Reprioritised], await _bench.TimelineAsync(new(2)));
    }

    [Fact]
    public async Task A_condition_that_comes_and_goes_is_one_notice_in_and_one_out()
    {
        for (var turn = 0; turn < 12; turn++)
        {
            await _bench.SendAsync(turn % 2 == 0 ? _bench.Firing("Link") : _bench.Over("Link"));
            _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var flapping = Assert.Single(await _bench.EventsAsync());
        Assert.Equal((Condition.Cleared, EventState.Prioritised), (flapping.Condition, flapping.State));
        Assert.NotNull(flapping.FlapsSince);
        Assert.Single(await _bench.TimelineAsync(flapping.Number), EntryKind.FlapsFrom);

        var settle = new SettleFlapping(new EventSweep(database.Contexts, _bench.Feed), _bench.Clock, NullLogger<SettleFlapping>.Instance);
        await settle.RunAsync(Stopping);
        Assert.NotNull(Assert.Single(await _bench.EventsAsync()).FlapsSince);
        _bench.Clock.Advance(TimeSpan.FromMinutes(31));
        await settle.RunAsync(Stopping);
        var rested = Assert.Single(await _bench.EventsAsync());
        Assert.Equal((null, EventState.Resolved), (rested.FlapsSince, rested.State));
        Assert.Equal([EntryKind.FlapsNoLonger, EntryKind.Moved], (await _bench.TimelineAsync(flapping.Number)).TakeLast(2));
    }

    [Fact]
    public async Task A_restless_event_that_is_worked_stays_with_who_works_it()
    {
        await _bench.SendAsync(_bench.Firing("Link"));
        for (var turn = 1; turn < 9; turn++)
        {
            await _bench.SendAsync(turn % 2 == 0 ? _bench.Firing("Link") : _bench.Over("Link"));
            if (turn == 6) await new AcknowledgeEvent(_bench.Acts).RunAsync(Dana, new(1), Stopping);
            _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((EventState.Investigating, "Dana"), Assert.Single(await _bench.EventsAsync()) is var e ? (e.State, e.AcknowledgedBy) : default);
    }

    [Fact]
    public async Task When_an_event_was_first_shown_is_kept_and_stays()
    {
        await _bench.SendAsync(_bench.Firing("Disk"));
        using var sight = new FirstSight(database.Contexts, _bench.Clock, NullLogger<FirstSight>.Instance);
        sight.Note(new EventNumber(1));
        await sight.WriteAsync(Stopping);
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        using var later = new FirstSight(database.Contexts, _bench.Clock, NullLogger<FirstSight>.Instance);
        later.Note(new EventNumber(1));
        await later.WriteAsync(Stopping);
        Assert.Equal(Workbench.Noon, Assert.Single(await _bench.EventsAsync()).ShownAt);
    }

    [Fact]
    public async Task A_person_says_that_it_was_noise_and_may_take_it_back()
    {
        await _bench.SendAsync(_bench.Firing("Disk"));
        var judge = new JudgeEvent(_bench.Acts);
        Assert.Null((await judge.RunAsync(Dana, new(1), Usefulness.Noise, Stopping)).Refusal);
        Assert.Equal("event.judged-already", (await judge.RunAsync(Dana, new(1), Usefulness.Noise, Stopping)).Refusal?.Code);
        Assert.Equal(Usefulness.Noise, Assert.Single(await _bench.EventsAsync()).Usefulness);
        Assert.Null((await judge.RunAsync(Dana, new(1), null, Stopping)).Refusal);
        Assert.Null(Assert.Single(await _bench.EventsAsync()).Usefulness);
    }

    private RecomputePriorities Recompute() => new(database.Contexts, _bench.Priorities, _bench.Feed, _bench.Clock, NullLogger<RecomputePriorities>.Instance);

    private Signal Of(string service) => _bench.Firing("Down") with { Labels = LabelSet.From(("alertname", "Down"), ("severity", "critical"), ("service", service)) };
}

public sealed class FactsAndFlappingOnSqlite(SqliteDatabase database) : FactsAndFlapping(database), IClassFixture<SqliteDatabase>;

public sealed class FactsAndFlappingOnPostgres(PostgresDatabase database) : FactsAndFlapping(database), IClassFixture<PostgresDatabase>;
