using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Improve.Reports.Proofs;

/// <summary>On data by chance: behind every figure of every report stand as many rows as it counts, they add up to it, and the days of a period add up to the period.</summary>
public abstract class RowsAddUp(TestDatabase database)
{
    /// <summary>Berlin went to summer time on 29 March 2026, Auckland to winter time on 5 April.</summary>
    private static readonly DateTimeOffset First = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);

    /// <summary>As of now, or not parted by days: a rule is over once in a period, an alarm that lasts belongs to the day it began on.</summary>
    private static readonly string[] NotByDay = ["over-budget", "to-decide", "beyond"];

    [Theory]
    [InlineData(101, "UTC")]
    [InlineData(102, "Europe/Berlin")]
    [InlineData(103, "Pacific/Auckland")]
    [InlineData(104, "America/St_Johns")]
    public async Task To_the_figure_they_are_behind(int seed, string zone)
    {
        await using var bench = await LaidInAsync(seed);
        var team = await bench.TeamAsync("Shop", "checkout", "search");
        foreach (var question in new[] { bench.Ask("2026-03-15", "2026-04-14", zone), bench.Ask("2026-03-29", "2026-03-29", zone), bench.Ask("2026-04-03", "2026-04-06", zone), bench.Ask("2026-03-22", "2026-04-08", zone, service: "mail"), bench.Ask("2026-03-28", "2026-04-05", zone, team: team.Id) })
        {
            foreach (var head in bench.Get<ReportShelf>().Heads)
            {
                var report = await bench.ReadAsync(head.Name, question);
                foreach (var figure in report.Figures.Where(figure => figure.HasRows)) await ShouldAddUpAsync(bench, question, report, figure, $"seed {seed}, {question}: {head.Name}/{figure.Key}");
            }
        }
    }

    [Theory]
    [InlineData(111, "Europe/Berlin")]
    [InlineData(112, "Pacific/Auckland")]
    public async Task From_the_days_of_a_period_to_the_period(int seed, string zone)
    {
        await using var bench = await LaidInAsync(seed);
        await bench.TeamAsync("Shop", "checkout", "search");
        var period = bench.Ask("2026-03-26", "2026-04-06", zone);
        foreach (var head in bench.Get<ReportShelf>().Heads)
        {
            var whole = await bench.ReadAsync(head.Name, period);
            var days = new List<Report>();
            foreach (var stretch in period.Period.Stretches()) days.Add(await bench.ReadAsync(head.Name, bench.Ask($"{stretch.First:yyyy-MM-dd}", $"{stretch.First:yyyy-MM-dd}", zone)));
            foreach (var figure in whole.Figures.Where(figure => figure.HasRows && !NotByDay.Contains(figure.Key) && (figure.Unit == Unit.Count || figure.Key == "down")))
                Same($"seed {seed}, {zone}: {head.Name}/{figure.Key}", figure.Value, days.Sum(day => day.Find(figure.Key)!.Value));
            foreach (var chart in whole.Charts.Where(chart => chart.Key is not ("latency-over-time" or "mtta-over-time" or "mttr-over-time")))
                for (var at = 0; at < days.Count; at++)
                    Same($"seed {seed}, {zone}: chart {head.Name}/{chart.Key} of {chart.Labels[at]}", days[at].Charts.Single(one => one.Key == chart.Key).Series.Sum(line => line.Values.Sum()), chart.Series.Sum(line => line.Values[at]));
        }
    }

    private static async Task ShouldAddUpAsync(ReportBench bench, ReportQuestion question, Report report, Figure figure, string which)
    {
        var rows = await bench.RowsAsync(report.Head.Name, question, figure.Key);
        if (figure.Key == "signals") Same(which, figure.Value, rows.Sum(row => int.Parse(row.Counted.Split(' ')[0], null)));
        else Same(which, figure.N, rows.Count);
        if (figure is { Unit: Unit.Count, Key: not "signals" }) Same(which, figure.Value, rows.Count);
        if (figure.Key is "down" or "beyond") Same(which, figure.Value / 60, rows.Sum(row => Minutes(row.Counted)));
        Assert.True(rows.Count == rows.DistinctBy(row => (row.Reference, row.At, row.Title)).Count() || report.Head.Name == "availability" || report.Head.Name == "deployments" || report.Head.Name == "capacity", $"{which}: a row comes twice");
        Assert.True(rows.Select(row => row.At).SequenceEqual(rows.Select(row => row.At).Order()), $"{which}: rows are not in the order of time");
        if (figure.Key is not ("to-decide" or "over-budget" or "fix-holds")) Assert.All(rows, row => Assert.True(question.Period.Holds(row.At), $"{which}: {row.Reference} of {row.At:u} is outside the period"));
        if (report.Head.Name is "handoffs" or "changes" or "deployments" or "maintenance" || figure.Key == "to-decide") return;
        var narrow = new EstateNames(bench.Get<Catalogue>().Current).Narrow(question);
        Assert.All(rows, row => Assert.True(narrow is null || narrow.Contains(row.Service), $"{which}: {row.Reference} of {row.Service} was not asked for"));
    }

    /// <summary><c>3 d 2 h 5 min</c>, <c>12 min</c>, <c>0 s</c>.</summary>
    private static double Minutes(string counted)
    {
        var (minutes, words) = (0.0, counted.Split(' '));
        for (var at = 0; at + 1 < words.Length; at++)
            if (int.TryParse(words[at], out var number)) minutes += words[at + 1] switch { "d" => number * 1440, "h" => number * 60, "min" => number, "s" => number / 60.0, _ => throw new FormatException(counted) };
        return minutes;
    }

    private static void Same(string which, double? figure, double? rows) => Assert.True(Math.Abs((figure ?? 0) - (rows ?? 0)) < 1e-6, FormattableString.Invariant($"{which}: the figure says {figure}, its parts {rows}."));

    private async Task<ReportBench> LaidInAsync(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var bench = await ReportBench.StartAsync(database);
        bench.Clock.Advance(First.AddHours(6) - bench.Now);
        await new RandomMonth(bench, seed, First).LayInAsync();
        var shift = new RandomShift(bench, seed);
        for (var step = 0; step < 5; step++)
        {
            await shift.GoOnAsync(raised: 12, acts: 25);
            bench.Clock.Advance(TimeSpan.FromDays(4));
            await bench.RollUpAsync();
        }

        bench.Clock.Advance(TimeSpan.FromDays(8));
        await bench.RollUpAsync();
        return bench;
    }
}

public sealed class RowsAddUpOnSqlite(SqliteDatabase database) : RowsAddUp(database), IClassFixture<SqliteDatabase>;

public sealed class RowsAddUpOnPostgres(PostgresDatabase database) : RowsAddUp(database), IClassFixture<PostgresDatabase>;
