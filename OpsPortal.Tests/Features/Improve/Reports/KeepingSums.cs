using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Improve.Reports;

/// <summary>Sums that follow every change are what counting everything anew would give, and what the events themselves say.</summary>
public abstract class KeepingSums(TestDatabase database)
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task What_was_kept_is_what_a_rebuild_makes(int seed)
    {
        await using var bench = await ReportBench.StartAsync(database);
        var shift = new RandomShift(bench, seed);
        for (var step = 0; step < 9; step++)
        {
            await shift.GoOnAsync(raised: 12, acts: 25);
            await bench.RollUpAsync();
            bench.Clock.Advance(TimeSpan.FromHours(seed % 2 == 0 ? 31 : 9.3 * (step + 1)));
        }

        await bench.RollUpAsync();
        var kept = await DumpAsync(bench);
        Assert.Contains(kept, line => line.StartsWith("Month", StringComparison.Ordinal) || seed % 2 == 1);
        Assert.Contains(kept, line => line.StartsWith("Day", StringComparison.Ordinal));
        var progress = Assert.IsType<Outcome<RollupProgress>.Done>(await bench.Get<RebuildRollups>().RunAsync(ReportBench.Admin, ReportBench.Stopping)).Value;
        Assert.Equal(0, progress.Percent);
        await bench.RollUpAsync();
        Assert.Equal(kept, await DumpAsync(bench));
        Assert.Null((await bench.Get<RebuildRollups>().ProgressAsync(ReportBench.Stopping)).Percent);
    }

    [Theory]
    [InlineData(21, "UTC")]
    [InlineData(22, "Asia/Kathmandu")]
    [InlineData(23, "Pacific/Kiritimati")]
    [InlineData(24, "America/St_Johns")]
    public async Task The_rows_behind_a_figure_add_up_to_it(int seed, string zone)
    {
        await using var bench = await ReportBench.StartAsync(database);
        var team = await bench.TeamAsync("Shop", "checkout", "search");
        var shift = new RandomShift(bench, seed);
        for (var step = 0; step < 6; step++)
        {
            await shift.GoOnAsync(raised: 15, acts: 30);
            bench.Clock.Advance(TimeSpan.FromHours(17));
            await bench.RollUpAsync();
        }

        bench.Clock.Advance(TimeSpan.FromHours(30));
        await bench.RollUpAsync();
        foreach (var question in new[] { bench.Ask("2026-01-01", "2026-02-28", zone), bench.Ask("2026-01-30", "2026-01-31", zone), bench.Ask("2026-01-01", "2026-02-28", zone, service: "mail"), bench.Ask("2026-01-29", "2026-02-01", zone, team: team.Id) })
        {
            foreach (var name in new[] { "event-volume", "alert-quality", "response-times", "detection-latency" })
            {
                var report = await bench.ReadAsync(name, question);
                foreach (var figure in report.Figures.Where(figure => figure.HasRows))
                {
                    var rows = await bench.RowsAsync(name, question, figure.Key);
                    var sum = figure.Key == "signals" ? rows.Sum(row => int.Parse(row.Counted.Split(' ')[0], null)) : rows.Count;
                    Assert.Equal((name, figure.Key, figure.N), (name, figure.Key, (long)sum));
                    Assert.Equal(rows.Count, rows.DistinctBy(row => row.Reference).Count());
                }

                foreach (var table in report.Tables.Where(table => table.Key is "by-service" or "by-team" or "by-source" or "by-rule" && table.Columns[1].Title is "Signals" or "Reached people"))
                    Assert.Equal(report.Find(table.Columns[1].Title == "Signals" ? "signals" : "reached")!.Value, table.Rows.Sum(row => row[1].Number));
                foreach (var chart in report.Charts.Where(chart => chart.Key is "events-over-time" or "quality-over-time" or "signals-over-time"))
                    Assert.Equal(chart.Key switch { "signals-over-time" => report.Find("signals")!.Value, "events-over-time" => report.Find("events")!.Value, _ => report.Find("reached")!.Value }, chart.Series.Sum(line => line.Values.Sum()));
            }
        }
    }

    [Fact]
    public async Task What_comes_late_corrects_the_day_it_belongs_to()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await new RandomShift(bench, 31).GoOnAsync(raised: 5, acts: 0);
        await bench.RollUpAsync();
        bench.Clock.Advance(TimeSpan.FromDays(40));
        await bench.RollUpAsync();
        var question = bench.Ask("2026-01-28", "2026-01-28");
        Assert.Equal((5.0, 0.0), (await bench.FigureAsync("event-volume", question, "events"), await bench.FigureAsync("alert-quality", question, "noise")));
        await using (var db = bench.Open())
        {
            var one = await db.Events.FirstAsync(e => e.SuppressedBy == null, ReportBench.Stopping);
            one.Judge(Usefulness.Noise, ReportBench.Admin, bench.Now);
            db.EventEntries.AddRange(one.NewEntries);
            await db.SaveChangesAsync(ReportBench.Stopping);
        }

        await bench.RollUpAsync();
        Assert.Equal(1, await bench.FigureAsync("alert-quality", question, "noise"));
        Assert.Equal(1, await bench.FigureAsync("alert-quality", bench.Ask("2025-06-01", "2026-05-31"), "noise"));
    }

    [Fact]
    public async Task Sums_of_events_that_were_removed_since_stay()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await new RandomShift(bench, 41).GoOnAsync(raised: 8, acts: 10);
        await bench.RollUpAsync();
        bench.Clock.Advance(TimeSpan.FromDays(420));
        await using (var db = bench.Open())
        {
            await db.EventEntries.ExecuteDeleteAsync(ReportBench.Stopping);
            await db.Events.ExecuteDeleteAsync(ReportBench.Stopping);
        }

        await bench.RollUpAsync();
        await bench.Get<RebuildRollups>().RunAsync(ReportBench.Admin, ReportBench.Stopping);
        await bench.RollUpAsync();
        Assert.Equal(8, await bench.FigureAsync("event-volume", bench.Ask("2026-01-27", "2026-01-29"), "events"));
    }

    [Fact]
    public async Task Only_those_who_manage_jobs_have_them_counted_anew()
    {
        await using var bench = await ReportBench.StartAsync(database);
        var reader = new Actor(null, "Mona", "", new HashSet<string> { Permissions.ReportsRead }, "");
        Assert.Equal(Refusals.ForbiddenCode, (await bench.Get<RebuildRollups>().RunAsync(reader, ReportBench.Stopping)).Refusal?.Code);
    }

    private static async Task<List<string>> DumpAsync(ReportBench bench)
    {
        await using var db = bench.Open();
        var sums = await db.Set<EventSum>().AsNoTracking().ToListAsync(ReportBench.Stopping);
        return [.. sums.Select(sum => FormattableString.Invariant(
            $"{sum.Grain} {sum.Cube} {sum.At.UtcDateTime:yyyy-MM-dd HH:mm} {sum.Service}|{sum.Source}|{sum.Origin}|{sum.Type}|{sum.Priority}: {sum.Events} {sum.Signals} {sum.HeldBack} {sum.Grouped} {sum.Actionable} {sum.Noise} {sum.Undecided} {sum.Refired} {sum.Skewed} {Convert.ToHexString(sum.Detected)} {Convert.ToHexString(sum.Shown)} {Convert.ToHexString(sum.Acknowledged)} {Convert.ToHexString(sum.Resolved)}")).Order(StringComparer.Ordinal)];
    }
}

public sealed class KeepingSumsOnSqlite(SqliteDatabase database) : KeepingSums(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingSumsOnPostgres(PostgresDatabase database) : KeepingSums(database), IClassFixture<PostgresDatabase>;
