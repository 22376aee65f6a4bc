using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Features.Improve.Advice.Applying;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Tests.Features.Detect.Metrics;
using OpsPortal.Tests.Features.Detect.Monitors;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Improve.ImproveBench;
using Monitor = OpsPortal.Domain.Detect.Monitors.Monitor;

namespace OpsPortal.Tests.Features.Improve;

public sealed class TakingAdviceOnSqlite(SqliteDatabase database) : TakingAdvice(database), IClassFixture<SqliteDatabase>;

public sealed class TakingAdviceOnPostgres(PostgresDatabase database) : TakingAdvice(database), IClassFixture<PostgresDatabase>;

/// <summary>A noisy rule is advised on by its past; the advice is applied, undone to exactly what was before, and its effect counted.</summary>
public abstract class TakingAdvice(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private ImproveBench _bench;

    public async ValueTask InitializeAsync() => _bench = await StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_threshold_is_raised_as_far_as_nothing_that_was_worked_is_missed_and_undone_to_the_letter()
    {
        var (monitor, rule) = await NoisyMonitorAsync();
        var advice = (await ViewAsync(rule)).Advice;
        var raise = advice.Single(one => one.Kind == AdviceKind.RaiseThreshold);
        Assert.Equal(new BackTested(14, 12, 2, 2, 0), raise.BackTest);
        Assert.DoesNotContain(advice, one => one.Kind == AdviceKind.Retire);

        Assert.Equal("forbidden", (await Apply.RunAsync(Mia, raise.Id, Stopping)).Refusal?.Code);
        Done(await Apply.RunAsync(Olga, raise.Id, Stopping));
        var changed = await MonitorAsync(monitor);
        Assert.InRange(changed.Draft.Levels[0].Value, 85, 97);
        Assert.Equal("advice.not-offered", (await Apply.RunAsync(Olga, raise.Id, Stopping)).Refusal?.Code);
        Done(await Apply.UndoAsync(Olga, raise.Id, Stopping));
        var back = await MonitorAsync(monitor);
        Assert.Equal(OpsPortal.Features.Detect.Monitors.DraftColumn.Write(monitor.Draft), OpsPortal.Features.Detect.Monitors.DraftColumn.Write(back.Draft));
        Assert.Equal(["advice.applied", "advice.undone"], await _bench.ActsAsync($"Monitor/{monitor.Number}"));
    }

    [Fact]
    public async Task Undoing_is_refused_where_somebody_has_changed_it_since()
    {
        var (monitor, rule) = await NoisyMonitorAsync();
        var raise = (await ViewAsync(rule)).Advice.Single(one => one.Kind == AdviceKind.RaiseThreshold);
        Done(await Apply.RunAsync(Olga, raise.Id, Stopping));
        var now = await MonitorAsync(monitor);
        Done(await _bench.Monitors.Change.RunAsync(Olga, monitor.Number, now.Draft with { For = TimeSpan.FromMinutes(3) }, now.Version, Stopping));
        Assert.Equal("monitor.changed-meanwhile", (await Apply.UndoAsync(Olga, raise.Id, Stopping)).Refusal?.Code);
        Assert.Equal(TimeSpan.FromMinutes(3), (await MonitorAsync(monitor)).Draft.For);

        // Applying what was advised for an earlier version is refused as well.
        await _bench.Get<AdviseOnRule>().RunAsync(Olga, [rule], Stopping);
        var again = (await ViewAsync(rule)).Advice.FirstOrDefault(one => one.State == AdviceState.Offered);
        if (again is null) return;
        var seen = await MonitorAsync(monitor);
        Done(await _bench.Monitors.Change.RunAsync(Olga, monitor.Number, seen.Draft with { For = TimeSpan.FromMinutes(4) }, seen.Version, Stopping));
        Assert.Equal("monitor.changed-meanwhile", (await Apply.RunAsync(Olga, again.Id, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task The_effect_is_counted_over_as_long_a_time_afterwards_and_once()
    {
        var (monitor, rule) = await NoisyMonitorAsync();
        var raise = (await ViewAsync(rule)).Advice.Single(one => one.Kind == AdviceKind.RaiseThreshold);
        Done(await Apply.RunAsync(Olga, raise.Id, Stopping));
        await _bench.RunAsync<LookForAdvice>();
        Assert.Null((await ViewAsync(rule)).Advice.Single(one => one.Id == raise.Id).EventsAfter);
        _bench.Monitors.Clock.Advance(TimeSpan.FromDays(14));
        for (var day = 1; day <= 3; day++) await _bench.EventAsync(_bench.Now.AddDays(day - 4), Worked, source: "monitor", monitor: monitor.Number.ToString());
        await _bench.RunAsync<LookForAdvice>();
        await _bench.RunAsync<LookForAdvice>();
        var measured = (await ViewAsync(rule)).Advice.Single(one => one.Id == raise.Id);
        Assert.Equal((12, 3, null), (measured.EventsBefore, measured.EventsAfter, measured.MeasureDueAt));
    }

    [Fact]
    public async Task What_comes_from_many_at_once_is_made_one_event_by_a_rule_that_undoing_removes()
    {
        for (var day = 1; day <= 4; day++)
            for (var node = 1; node <= 5; node++) await _bench.EventAsync(_bench.Now.AddDays(day - 6).AddHours(day * 3).AddMinutes(node), Unworked, alert: "NodeDown", instance: $"node-{node}");
        var rule = await AdvisedAsync();
        var advice = (await ViewAsync(rule)).Advice;
        var group = advice.Single(one => one.Kind == AdviceKind.Group);
        Assert.Equal((20, 4, 0), (group.BackTest.Fired, group.BackTest.WouldFire, group.BackTest.Missed));
        Assert.Equal(0, advice.Single(one => one.Kind == AdviceKind.Retire).BackTest.WouldFire);
        Done(await Apply.RunAsync(Olga, group.Id, Stopping));
        var added = Assert.Single(_bench.Monitors.Signals.Rules.Current.All);
        Assert.Equal((TestKind.FirstSeen, true), (added.Test.Kind, added.Significant));
        Done(await Apply.UndoAsync(Olga, group.Id, Stopping));
        Assert.Empty(_bench.Monitors.Signals.Rules.Current.All);
    }

    [Fact]
    public async Task Noise_of_every_night_is_held_back_by_a_window_that_undoing_calls_off()
    {
        for (var day = 1; day <= 6; day++) await _bench.EventAsync(_bench.Now.Date.AddDays(day - 7).AddHours(2).AddMinutes(day).ToUtc(), Unworked, alert: "Backup");
        await _bench.EventAsync(_bench.Now.AddHours(-2), Worked, alert: "Backup");
        var rule = await AdvisedAsync();
        var window = (await ViewAsync(rule)).Advice.Single(one => one.Kind == AdviceKind.SuppressInWindow);
        Assert.Equal((7, 1, 1, 0), (window.BackTest.Fired, window.BackTest.WouldFire, window.BackTest.Worked, window.BackTest.Missed));
        Done(await Apply.RunAsync(Olga, window.Id, Stopping));
        var planned = await WindowAsync();
        Assert.Equal((WindowState.Planned, "where alertname=\"Backup\""), (planned.State, planned.Scope.Words));
        Done(await Apply.UndoAsync(Olga, window.Id, Stopping));
        Assert.Equal(WindowState.Cancelled, (await WindowAsync()).State);
    }

    private ApplyAdvice Apply => _bench.Get<ApplyAdvice>();

    /// <summary>Two weeks of a disk: ten peaks at 84 that nobody worked, two at 97 that people did, and the events of both.</summary>
    private async Task<(Monitor Monitor, long Rule)> NoisyMonitorAsync()
    {
        var monitor = await _bench.Monitors.SetUpAsync(MonitorBench.Disk(new Level(MonitorSeverity.Warning, Side.Above, 80)) with { For = TimeSpan.Zero, Every = TimeSpan.FromMinutes(5) });
        var (end, labels) = (_bench.Now, StoreBench.Labels("disk_used", ("service", "shop"), ("instance", "db-7")));
        var points = new List<MetricPoint>();
        for (var at = end.AddDays(-13); at < end; at = at.AddMinutes(10))
        {
            var (day, hour) = ((int)(at - end.AddDays(-13)).TotalDays, at.Hour);
            points.Add(new(labels, at.ToUnixTimeMilliseconds(), hour == 3 && day < 12 ? (day is 4 or 9 ? 97 : 84) : 50));
        }

        await _bench.Monitors.Store.AppendAsync([.. points]);
        for (var day = 0; day < 12; day++)
        {
            var began = end.AddDays(-13).Date.AddDays(day + 1).AddHours(3).ToUtc();
            var worked = points.Any(point => point.At >= began.ToUnixTimeMilliseconds() && point.At < began.AddHours(1).ToUnixTimeMilliseconds() && point.Value > 90);
            await _bench.EventAsync(began, worked ? Worked : Unworked, shown: worked ? 1 : null, source: "monitor", monitor: monitor.Number.ToString());
        }

        return (monitor, await AdvisedAsync());
    }

    private async Task<long> AdvisedAsync()
    {
        await _bench.RunAsync<CountNoise>();
        var rule = Assert.Single((await _bench.Get<NoiseQueries>().PageAsync(new(), null, 10, Stopping)).Items).Id;
        Assert.Equal("forbidden", (await _bench.Get<AdviseOnRule>().RunAsync(Mia, [rule], Stopping)).Refusal?.Code);
        Done(await _bench.Get<AdviseOnRule>().RunAsync(Olga, [rule], Stopping));
        return rule;
    }

    private async Task<NoiseView> ViewAsync(long rule) => (await _bench.Get<NoiseQueries>().ViewAsync(rule, Stopping))!;

    private async Task<Monitor> MonitorAsync(Monitor one)
    {
        await using var db = _bench.Open();
        return await db.Set<Monitor>().AsNoTracking().SingleAsync(monitor => monitor.Number == one.Number, Stopping);
    }

    private async Task<MaintenanceWindow> WindowAsync()
    {
        await using var db = _bench.Open();
        return await db.Set<MaintenanceWindow>().AsNoTracking().SingleAsync(Stopping);
    }
}

internal static class Instants
{
    public static DateTimeOffset ToUtc(this DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified), TimeSpan.Zero);
}
