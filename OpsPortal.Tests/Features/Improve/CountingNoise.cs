using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Improve.ImproveBench;

namespace OpsPortal.Tests.Features.Improve;

public sealed class CountingNoiseOnSqlite(SqliteDatabase database) : CountingNoise(database), IClassFixture<SqliteDatabase>;

public sealed class CountingNoiseOnPostgres(PostgresDatabase database) : CountingNoise(database), IClassFixture<PostgresDatabase>;

/// <summary>Events are counted by rule and week, from what was really done with them.</summary>
public abstract class CountingNoise(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateOnly ThisWeek = new(2026, 2, 23), LastWeek = new(2026, 2, 16);

    [AllowNull] private ImproveBench _bench;
    private int _minutes;

    public async ValueTask InitializeAsync() => _bench = await StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_event_is_counted_once_in_its_week_and_class()
    {
        var monday = NoiseWeek.Begin(LastWeek);
        await _bench.EventAsync(monday, Unworked);
        await _bench.EventAsync(monday.AddHours(1), Worked, shown: 1);
        await _bench.EventAsync(monday.AddHours(2), Unworked, shown: 1);
        await _bench.EventAsync(monday.AddDays(6).AddHours(23), Unworked);
        await _bench.EventAsync(monday.AddDays(7), e => e.Clear(e.StartsAt.AddMinutes(5), "resolved by source", e.StartsAt.AddMinutes(5)));
        await _bench.EventAsync(monday.AddDays(7).AddHours(1), e => e.Clear(e.StartsAt.AddMinutes(5), "resolved by source", e.StartsAt.AddMinutes(5)), shown: 2);
        await _bench.EventAsync(monday.AddDays(7).AddHours(2));
        await _bench.EventAsync(monday.AddDays(7).AddHours(3), e => Done(e.Judge(Usefulness.Noise, Olga, e.StartsAt)), shown: 1);
        await _bench.EventAsync(monday.AddDays(7).AddHours(4), Unworked, heldBy: Guid.Parse("0193a000-0000-7000-8000-000000000009"));
        await _bench.EventAsync(monday.AddDays(7).AddHours(5), Unworked, alert: "Slow");
        await _bench.RunAsync<CountNoise>();

        var disk = (await RowsAsync()).Single(row => row.Name == "DiskFull");
        Assert.Equal((SubjectKind.Alert, "alertmanager/DiskFull", "shop", 5, 2, 3), (disk.Kind, disk.Key, disk.Service, disk.Budget, disk.ThisWeek, disk.LastWeek));
        var weeks = (await _bench.Get<NoiseQueries>().ViewAsync(disk.Id, Stopping))!.Weeks;
        Assert.Equal((4, 1, 3, 0, 0), Of(weeks.Single(week => week.Week == LastWeek)));
        Assert.Equal((5, 0, 2, 2, 1), Of(weeks.Single(week => week.Week == ThisWeek)));
        Assert.Equal(53, weeks.Count);
        Assert.Equal([0, 0, 0, 0, 0, 0, 3, 2], disk.Trend);

        static (int, int, int, int, int) Of(NoiseWeek week) => (week.Events, week.Worked, week.Noise, week.Undecided, week.HeldBack);
    }

    [Fact]
    public async Task Counting_again_counts_nothing_twice_and_takes_what_was_said_since()
    {
        for (var hour = 0; hour < 3; hour++) await _bench.EventAsync(_bench.Now.AddHours(hour - 5), Unworked);
        await _bench.RunAsync<CountNoise>();
        await using (var db = _bench.Open())
        {
            var found = db.Events.First();
            Done(found.Judge(Usefulness.Actionable, Olga, _bench.Now));
            db.AddRange(found.NewEntries);
            await db.SaveChangesAsync(Stopping);
        }

        await _bench.RunAsync<CountNoise>();
        Assert.Equal(3, Assert.Single(await RowsAsync()).ThisWeek);
        Assert.Equal("forbidden", (await _bench.Get<RecountNoise>().RunAsync(Mia, 2, Stopping)).Refusal?.Code);
        Assert.Equal("noise.invalid-weeks", (await _bench.Get<RecountNoise>().RunAsync(Olga, 1000, Stopping)).Refusal?.Code);
        Done(await _bench.Get<RecountNoise>().RunAsync(Olga, 2, Stopping));
        await _bench.RunAsync<CountNoise>();
        Assert.Equal((2, 1), (Assert.Single(await RowsAsync()).ThisWeek, Assert.Single(await RowsAsync()).Worked));
        _bench.Monitors.Clock.Advance(TimeSpan.FromHours(1));
        await _bench.EventAsync(_bench.Now, Unworked);
        await _bench.RunAsync<CountNoise>();
        Assert.Equal(3, Assert.Single(await RowsAsync()).ThisWeek);
    }

    [Fact]
    public async Task A_budget_of_its_own_says_who_is_over_it_and_lists_go_page_by_page()
    {
        foreach (var (alert, count) in new[] { ("A", 7), ("B", 6), ("C", 2) })
            for (var at = 0; at < count; at++) await _bench.EventAsync(_bench.Now.AddHours(-40).AddMinutes(_minutes++), Unworked, alert: alert);
        await _bench.RunAsync<CountNoise>();
        var queries = _bench.Get<NoiseQueries>();
        var first = await queries.PageAsync(new() { IsOver = true }, null, 1, Stopping);
        Assert.Equal(["A"], first.Items.Select(row => row.Name));
        Assert.Equal(["B"], (await queries.PageAsync(new() { IsOver = true }, first.Next, 1, Stopping)).Items.Select(row => row.Name));
        Assert.Equal(2, await queries.CountAsync(new() { IsOver = true }, 100, Stopping));
        var (all, set) = (await RowsAsync(), _bench.Get<SetAllowance>());
        Done(await set.RunAsync(Olga, all[0].Id, 10, Stopping));
        Done(await set.RunAsync(Olga, all[2].Id, 1, Stopping));
        Assert.Equal("noise.same-allowance", (await set.RunAsync(Olga, all[2].Id, 1, Stopping)).Refusal?.Code);
        Assert.Equal("noise.invalid-allowance", (await set.RunAsync(Olga, all[2].Id, -1, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await set.RunAsync(Mia, all[2].Id, 3, Stopping)).Refusal?.Code);
        Assert.Equal(["B", "C"], (await queries.PageAsync(new() { IsOver = true }, null, 10, Stopping)).Items.Select(row => row.Name));
        Assert.Equal(["C"], (await queries.PageAsync(new() { Text = "alertmanager/c" }, null, 10, Stopping)).Items.Select(row => row.Name));
        Assert.Equal(["noise.allowance-set"], await _bench.ActsAsync("Alert/alertmanager/C"));
    }

    private async Task<IReadOnlyList<NoiseRow>> RowsAsync() => (await _bench.Get<NoiseQueries>().PageAsync(new(), null, 100, Stopping)).Items;
}
