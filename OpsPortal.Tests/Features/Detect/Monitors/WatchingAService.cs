using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Tests.Features.Detect.Metrics;
using OpsPortal.Tests.Support;
using Monitor = OpsPortal.Domain.Detect.Monitors.Monitor;

namespace OpsPortal.Tests.Features.Detect.Monitors;

/// <summary>From a value to an event and back, through the real store, the real signal path and the real database.</summary>
public abstract class WatchingAService(TestDatabase database)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_breach_that_lasts_becomes_an_event_with_the_priority_of_its_severity_and_clears_with_it()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        var monitor = await bench.SetUpAsync(MonitorBench.Disk());
        await bench.LiveAsync(2, 85);
        Assert.Empty(await bench.Signals.EventsAsync());
        await bench.LiveAsync(2, 85);
        var warning = Assert.Single(await bench.Signals.EventsAsync());
        Assert.Equal(("monitor", Priority.P3, "shop", "capacity", monitor.Number.ToString(), "db-7"),
            (warning.Source, warning.Priority, warning.Labels["service"], warning.Labels["kind"], warning.Labels["monitor"], warning.Labels["instance"]));
        Assert.Contains("above 80", warning.Title, StringComparison.Ordinal);

        await bench.LiveAsync(4, 99);
        var events = await bench.Signals.EventsAsync();
        Assert.Equal([(Priority.P3, Condition.Cleared), (Priority.P1, Condition.Firing)], events.Select(e => (e.Priority, e.Condition)));

        await bench.LiveAsync(1, 50);
        Assert.All(await bench.Signals.EventsAsync(), e => Assert.Equal(Condition.Cleared, e.Condition));
        var row = Assert.Single((await bench.Queries.PageAsync(new(), null, 10, Stopping)).Items);
        Assert.Equal((Phase.Ok, 50.0, 1, 0), (row.Phase, row.Value, row.Series, row.Firing));
    }

    [Theory]
    [InlineData(MonitorKind.Capacity, true)]
    [InlineData(MonitorKind.Performance, false)]
    public async Task A_warning_of_a_capacity_monitor_tells_when_it_will_be_full(MonitorKind kind, bool tells)
    {
        await using var bench = await MonitorBench.StartAsync(database);
        await bench.SetUpAsync(MonitorBench.Disk() with { Kind = kind, Full = kind == MonitorKind.Capacity ? 100 : null });

        // Three an hour: at 86 there is less than five hours left.
        var value = 50.0;
        for (; value < 86; value += 0.5) await bench.FeedAsync(TimeSpan.FromMinutes(10), value);
        await bench.LiveAsync(4, value);
        var warning = Assert.Single(await bench.Signals.EventsAsync());
        var breach = PriorityMatrix.Breach(warning.Labels, warning.Annotations);
        Assert.Equal(tells, breach is not null);
        if (breach is { } at) Assert.InRange(at - bench.Clock.GetUtcNow(), TimeSpan.FromHours(4), TimeSpan.FromHours(5));
    }

    [Fact]
    public async Task A_restart_goes_on_with_the_clock_of_a_breach()
    {
        DateTimeOffset then;
        await using (var bench = await MonitorBench.StartAsync(database))
        {
            await bench.SetUpAsync(MonitorBench.Disk() with { For = TimeSpan.FromMinutes(5) });
            await bench.LiveAsync(8, 85);
            Assert.Empty(await bench.Signals.EventsAsync());
            then = bench.Clock.GetUtcNow();
        }

        await using var again = await MonitorBench.AgainAsync(database, then);
        await again.LiveAsync(3, 85);
        Assert.Single(await again.Signals.EventsAsync());
    }

    [Fact]
    public async Task What_is_refreshed_does_not_expire_and_what_is_disabled_is_over()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        var monitor = await bench.SetUpAsync(MonitorBench.Disk());
        await bench.LiveAsync(30, 85);
        await bench.Signals.Path.ExpireAsync(Stopping);
        Assert.Equal(Condition.Firing, Assert.Single(await bench.Signals.EventsAsync()).Condition);
        Assert.IsType<Outcome<Monitor>.Done>(await bench.Enable.RunAsync(MonitorBench.Operator, monitor.Number, enabled: false, null, Stopping));
        Assert.Equal(Condition.Cleared, Assert.Single(await bench.Signals.EventsAsync()).Condition);
        await bench.LiveAsync(5, 99);
        Assert.Single(await bench.Signals.EventsAsync());
        await bench.Enable.RunAsync(MonitorBench.Operator, monitor.Number, enabled: true, null, Stopping);
        await bench.LiveAsync(4, 99);
        Assert.Contains(await bench.Signals.EventsAsync(), e => e is { Priority: Priority.P1, Condition: Condition.Firing });
    }

    [Fact]
    public async Task A_service_has_levels_of_its_own()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        await bench.SetUpAsync(MonitorBench.Disk() with { Overrides = [new("archive", [new(MonitorSeverity.Info, Side.Above, 97)])] });
        await bench.LiveAsync(4, 96, "archive", "arc-1");
        Assert.Empty(await bench.Signals.EventsAsync());
    }

    [Fact]
    public async Task Silence_is_alerted_for_a_series_that_stops_and_for_one_that_never_was()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        await bench.SetUpAsync(MonitorBench.Disk() with { NoData = MissingPolicy.Alert });
        await bench.LiveAsync(6, null);
        var nothing = Assert.Single(await bench.Signals.EventsAsync());
        Assert.Contains("silent", nothing.Title, StringComparison.Ordinal);
        await bench.LiveAsync(2, 10);
        Assert.Equal(Condition.Cleared, Assert.Single(await bench.Signals.EventsAsync()).Condition);
        await bench.LiveAsync(6, null);
        Assert.Equal(2, (await bench.Signals.EventsAsync()).Count);
    }

    [Fact]
    public async Task Two_people_cannot_change_it_at_once_and_names_are_not_given_twice()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        var monitor = await bench.SetUpAsync(MonitorBench.Disk());
        var other = await bench.SetUpAsync(MonitorBench.Disk() with { Name = "Other" });
        Assert.Equal("monitor.name-taken", (await bench.Create.RunAsync(MonitorBench.Operator, MonitorBench.Disk(), Stopping)).Refusal!.Code);
        Assert.Equal("monitor.name-taken", (await bench.Change.RunAsync(MonitorBench.Operator, other.Number, MonitorBench.Disk(), null, Stopping)).Refusal!.Code);
        Assert.Null((await bench.Change.RunAsync(MonitorBench.Operator, monitor.Number, MonitorBench.Disk() with { For = default }, 1, Stopping)).Refusal);
        Assert.Equal(MonitorRefusals.ChangedMeanwhileCode, (await bench.Change.RunAsync(MonitorBench.Operator, monitor.Number, MonitorBench.Disk(), 1, Stopping)).Refusal!.Code);
        Assert.Equal("monitor.name-differs", (await bench.Delete.RunAsync(MonitorBench.Operator, monitor.Number, "Disk", null, Stopping)).Refusal!.Code);
        Assert.Null((await bench.Delete.RunAsync(MonitorBench.Operator, monitor.Number, "Disk is full", null, Stopping)).Refusal);
        Assert.Null(await bench.Queries.ViewAsync(monitor.Number, Stopping));
        await using var db = database.Open();
        Assert.Equal(["monitor.created", "monitor.created", "monitor.changed", "monitor.deleted"], await db.Audit.OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping));
    }

    [Fact]
    public async Task A_back_test_says_how_often_it_would_have_fired_and_what_that_was_worth()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        var monitor = await bench.SetUpAsync(MonitorBench.Disk());
        await bench.LiveAsync(4, 50);
        await bench.LiveAsync(6, 99);
        var raised = (await bench.Signals.EventsAsync())[0];
        await bench.Signals.Acts.RunAsync(MonitorBench.Operator, raised.Number, null, "event.acknowledged", (e, at) => e.Acknowledge(MonitorBench.Operator, at), Stopping);
        await bench.LiveAsync(4, 50);
        await bench.LiveAsync(6, 82);
        await bench.LiveAsync(4, 50);
        await bench.Store.CheckpointAsync();

        var draft = MonitorBench.Disk(new Level(MonitorSeverity.Critical, Side.Above, 90));
        var report = Assert.IsType<Outcome<BackTestReport>.Done>(await bench.BackTest.RunAsync(MonitorBench.Operator, draft, monitor.Number, 1, chart: true, Stopping)).Value;
        Assert.Equal((1, 1, 0), (report.Draft.Firings, report.Draft.Overlapping, report.Draft.Noise));
        Assert.Equal((2, 1, 1), (report.Current!.Firings, report.Current.Overlapping, report.Current.Noise));
        Assert.Equal(24, report.Samples);
        Assert.NotEmpty(Assert.Single(report.Lines).Buckets);

        // What history shows is what has happened.
        await using var db = database.Open();
        var lived = await db.Set<OpsPortal.Features.Detect.Monitors.MonitorTurn>().Where(turn => turn.To == Phase.Firing && turn.From != Phase.Firing).Select(turn => turn.At).ToListAsync(Stopping);
        Assert.Equal(lived.Select(at => at.ToUnixTimeMilliseconds()), report.Current.Series[0].Firings.Select(firing => firing.From));
    }

    [Fact]
    public async Task Failed_sign_ins_of_the_portal_itself_are_counted_by_source()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        await bench.SetUpAsync(MonitorBench.Disk(new Level(MonitorSeverity.Error, Side.Above, 4)) with { Name = "Sign-ins fail", Kind = MonitorKind.Security, Service = "opsportal", Target = new PortalTarget(PortalCount.FailedSignIns), For = default });
        await using (var db = database.Open())
        {
            for (var i = 0; i < 5; i++) db.Record(new(MonitorBench.Operator with { From = "203.0.113.9" }, bench.Clock.GetUtcNow(), "account.sign-in-failed", "dana@example.org"));
            db.Record(new(MonitorBench.Operator with { From = "203.0.113.1" }, bench.Clock.GetUtcNow(), "account.sign-in-failed", "dana@example.org"));
            await db.SaveChangesAsync(Stopping);
        }

        await bench.LiveAsync(2, null);
        Assert.Equal(["203.0.113.9", "all"], (await bench.Signals.EventsAsync()).Where(e => e.Condition == Condition.Firing).Select(e => e.Labels["instance"]).Order());
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.LiveAsync(2, null);
        Assert.DoesNotContain(await bench.Signals.EventsAsync(), e => e.Condition == Condition.Firing);
    }

    [Fact]
    public async Task Whoever_is_made_administrator_of_the_portal_is_noticed_and_another_duty_is_not()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        await bench.SetUpAsync(MonitorBench.Disk(new Level(MonitorSeverity.Critical, Side.Above, 0)) with { Name = "New administrator", Kind = MonitorKind.Security, Service = "opsportal", Target = new PortalTarget(PortalCount.NewAdministrators), For = default });
        await GrantAsync(bench, "eve@example.org", [Duty.ServiceDesk], [Duty.ServiceDesk, Duty.Administrator]);
        await GrantAsync(bench, "dana@example.org", [Duty.ServiceDesk], [Duty.ServiceDesk, Duty.Operator]);
        await bench.LiveAsync(2, null);
        Assert.Equal(["all", "eve@example.org"], (await bench.Signals.EventsAsync()).Where(e => e.Condition == Condition.Firing).Select(e => e.Labels["instance"]).Order());
    }

    private async Task GrantAsync(MonitorBench bench, string account, Duty[] before, Duty[] after)
    {
        await using var db = database.Open();
        db.Record(new(MonitorBench.Operator, bench.Clock.GetUtcNow(), "duty.granted", account, new { duties = before.Select(duty => duty.ToString()) }, new { duties = after.Select(duty => duty.ToString()) }));
        await db.SaveChangesAsync(Stopping);
    }

    [Fact]
    public async Task Thousands_are_evaluated_in_their_turn_and_none_twice()
    {
        await using var bench = await MonitorBench.StartAsync(database);
        await using (var db = database.Open())
        {
            for (var number = 1; number <= 600; number++)
            {
                var created = Assert.IsType<Outcome<Monitor>.Done>(Monitor.Create(new(number), MonitorBench.Disk() with { Name = $"Disk {number}", Target = new MetricTarget($"disk_used{{instance=\"db-{number}\"}}") }, "Olga", bench.Clock.GetUtcNow())).Value;
                db.AddRange(created, new OpsPortal.Features.Detect.Monitors.MonitorRun { Monitor = created.Number, DueAt = created.Draft.DueAfter(bench.Clock.GetUtcNow(), created.Number) });
            }

            await db.SaveChangesAsync(Stopping);
        }

        await bench.Store.AppendAsync([.. Enumerable.Range(1, 600).Select(i => new MetricPoint(StoreBench.Labels("disk_used", ("instance", $"db-{i}")), bench.Store.Now, 50))]);
        bench.Clock.Advance(TimeSpan.FromSeconds(15));
        await bench.EvaluateAsync();
        await using var check = database.Open();
        Assert.InRange(await check.Set<OpsPortal.Features.Detect.Monitors.MonitorRun>().CountAsync(run => run.RanAt != null, Stopping), 250, 350);
        bench.Clock.Advance(TimeSpan.FromSeconds(15));
        await bench.EvaluateAsync();
        Assert.Equal(600, await check.Set<OpsPortal.Features.Detect.Monitors.MonitorRun>().CountAsync(run => run.RanAt != null && run.Phase == Phase.Ok, Stopping));
    }
}

public sealed class WatchingAServiceOnSqlite(SqliteDatabase database) : WatchingAService(database), IClassFixture<SqliteDatabase>;

public sealed class WatchingAServiceOnPostgres(PostgresDatabase database) : WatchingAService(database), IClassFixture<PostgresDatabase>;
