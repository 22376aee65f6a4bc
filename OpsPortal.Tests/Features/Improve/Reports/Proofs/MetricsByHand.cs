using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Tests.Support;
using Monitor = OpsPortal.Domain.Detect.Monitors.Monitor;

namespace OpsPortal.Tests.Features.Improve.Reports.Proofs;

/// <summary>Every metric of monitoring effectiveness, of a morning that was laid in by hand, against the answer that a person computes.</summary>
/// <remarks>
/// It is 28 January 2026. Six events, with how many signals each stands for:
/// 1 checkout, 4 signals: occurred 8:00, detected 8:01, seen 8:03, taken on 8:05, worked, over 8:31 with a note: actionable.
/// 2 database, 6 signals: occurred 8:58, detected 9:00, seen 9:01, taken on 9:10 and never worked, over 10:00, closed: noise.
/// 3 billing, 1 signal: detected 9:30, never seen, over 9:40, back at 11:00 and open: fired again, undecided.
/// 4 billing, 9 signals: held back by a silence all along.
/// 5 billing, 1 signal: detected 10:00:00, by its source's clock 30 seconds later: skewed, undecided.
/// 6 billing, 1 signal: from 10:00 on over, back, over, back … six times within 12 minutes: it flaps, and fired again before it did; undecided.
/// Four incidents: checkout 8:20 (event 1 preceded), search 10:30 (event 2 of the database it needs preceded), mail 10:40 (nothing did), mail 10:50 (a duplicate, which does not count).
/// </remarks>
public abstract class MetricsByHand(TestDatabase database) : IAsyncLifetime
{
    private ReportBench _bench = null!;
    private ReportQuestion _morning = null!;

    private static CancellationToken Stopping => ReportBench.Stopping;

    public async ValueTask InitializeAsync()
    {
        _bench = await ReportBench.StartAsync(database);
        _morning = _bench.Ask("2026-01-28", "2026-01-28");
        await _bench.TeamAsync("Shop", "checkout", "search", "mail", "database", "billing");
        await using var db = _bench.Open();
        db.Add(new Need { From = new("search"), To = new("database") });
        await EventsAsync(db);
        Incidents(db);
        await db.SaveChangesAsync(Stopping);
        await _bench.Get<Catalogue>().RefreshAsync(Stopping);
        await _bench.RollUpAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>22 signals → 6 events → 6 groups → 5 that reached people → 4 incidents; 1 − 6 ÷ 22 are duplicates.</summary>
    [Fact]
    public async Task Compression_and_duplicates()
    {
        var report = await _bench.ReadAsync("event-volume", _morning);
        Assert.Equal([22.0, 6.0, 6.0, 5.0, 4.0], report.Tables.Single(table => table.Key == "funnel").Rows.Select(row => row[1].Number!.Value));
        Assert.Equal(16.0 / 22, report.Find("duplicates")!.Value!.Value, 12);
    }

    /// <summary>Events 3 and 6 came back within a day of being over; 6 alone flapped. More than five turns in half an hour make it so.</summary>
    [Fact]
    public async Task Fired_again_and_flapping()
    {
        var report = await _bench.ReadAsync("event-volume", _morning);
        Assert.Equal((2.0, 2.0 / 6, 1.0), (report.Find("refired")!.Value, report.Find("refire-rate")!.Value, report.Find("flapped")!.Value));
        Assert.Equal("EVT-6", Assert.Single(await _bench.RowsAsync("event-volume", _morning, "flapped")).Reference);
        Assert.Equal(5, Event.MostTurns);
    }

    /// <summary>Of five that reached people one was worked, one was noise, and three are undecided: never counted as good.</summary>
    [Fact]
    public async Task Alert_quality()
    {
        var report = await _bench.ReadAsync("alert-quality", _morning);
        Assert.Equal((5.0, 1.0, 1.0, 3.0, 0.2, 0.2), (report.Find("reached")!.Value, report.Find("actionable")!.Value, report.Find("noise")!.Value, report.Find("undecided")!.Value, report.Find("actionable-share")!.Value, report.Find("noise-share")!.Value));
    }

    /// <summary>Acknowledged after 4 and 10 minutes: mean 7. Over after 30 and 60: mean 45. Medians are the same, from bins.</summary>
    [Fact]
    public async Task Mtta_and_mttr_of_events()
    {
        var report = await _bench.ReadAsync("response-times", _morning);
        Assert.Equal((7 * 60.0, 45 * 60.0), (report.Find("acknowledged-mean")!.Value, report.Find("resolved-mean")!.Value));
        Near(7 * 60, report.Find("acknowledged-median")!.Value);
        Near((4 * 60) + (0.9 * 6 * 60), report.Find("acknowledged-p90")!.Value);
        Near(45 * 60, report.Find("resolved-median")!.Value);
    }

    /// <summary>Latencies 0, 0, 0, 0, 60 and 120 s: the median is 0, p90 (type 7) half way between 60 and 120, p99 at 0.95 of it. Seen after 120 and 60 s. One clock is ahead.</summary>
    [Fact]
    public async Task Detection_latency_and_skew()
    {
        var report = await _bench.ReadAsync("detection-latency", _morning);
        Assert.Equal((0.0, 1.0), (report.Find("detected-median")!.Value, report.Find("skewed")!.Value));
        Near(90, report.Find("detected-p90")!.Value);
        Near(90, report.Find("shown-median")!.Value);
        var row = Assert.Single(report.Tables.Single(table => table.Key == "by-source").Rows);
        Near(117, row[4].Number);
        Near(60 + (0.99 * 60), row[7].Number);
        Assert.Equal(1.0, row[^1].Number);
        Assert.Equal("EVT-5", Assert.Single(await _bench.RowsAsync("detection-latency", _morning, "skewed")).Reference);
    }

    [Fact]
    public async Task Missed_detection_looks_at_the_service_and_at_what_it_needs()
    {
        var report = await _bench.ReadAsync("incidents", _morning);
        Assert.Equal((1.0, 0.25), (report.Find("missed")!.Value, report.Find("missed-share")!.Value));
        Assert.Equal("INC-3", Assert.Single(await _bench.RowsAsync("incidents", _morning, "missed")).Reference);
    }

    /// <summary>Weeks of 5, 12 and 19 January. A made 4, 9 and 5 with the usual 5 allowed: over once. B made 9 each with 10 allowed: never. C made 6 in the week before, which does not count.</summary>
    [Fact]
    public async Task Noise_budget()
    {
        await using (var db = _bench.Open())
        {
            var rules = new[] { "A", "B", "C" }.Select(name => new NoisyRule { Kind = SubjectKind.Alert, Key = $"alertmanager/{name}", Name = name, Service = "mail" }).ToList();
            rules[1].Allow(10, "Olga", _bench.Now);
            db.AddRange(rules);
            await db.SaveChangesAsync(Stopping);
            db.AddRange(Week(rules[0], 5, 4), Week(rules[0], 12, 9), Week(rules[0], 19, 5), Week(rules[1], 5, 9), Week(rules[1], 12, 9), Week(rules[1], 19, 9), new NoiseWeek { Rule = rules[2].Id, Week = new(2025, 12, 29), Events = 6, Noise = 6 });
            await db.SaveChangesAsync(Stopping);
        }

        var january = _bench.Ask("2026-01-01", "2026-01-25");
        var report = await _bench.ReadAsync("alert-quality", january);
        Assert.Equal(1.0, report.Find("over-budget")!.Value);
        Assert.Equal([("A", 18.0, 9.0, 5.0, 1.0), ("B", 27.0, 9.0, 10.0, 0.0)], report.Tables.Single(table => table.Key == "noise-budget").Rows.Select(row => (row[0].Text, row[2].Number!.Value, row[3].Number!.Value, row[4].Number!.Value, row[5].Number!.Value)));
        Assert.Equal("A", Assert.Single(await _bench.RowsAsync("alert-quality", january, "over-budget")).Reference);
    }

    /// <summary>
    /// Two monitors of checkout on 27 January (24 h). One hears from 4:00 on: 20 h known, down 6:00 to 8:00: uptime 18 ÷ 20.
    /// The other hears from 8:00 on and is down from 20:00: uptime 12 ÷ 16. Together 20 h are known, 4 h unknown, and down 2 + 4 h: 14 ÷ 20.
    /// </summary>
    [Fact]
    public async Task Availability_of_the_service_and_uptime_of_each_monitor()
    {
        await using (var db = _bench.Open())
        {
            var day = new DateTimeOffset(2026, 1, 27, 0, 0, 0, TimeSpan.Zero);
            for (var number = 1; number <= 2; number++)
                db.Add(Assert.IsType<Outcome<Monitor>.Done>(Monitor.Create(new(number), new() { Name = $"Answers {number}", Kind = MonitorKind.Availability, Service = "checkout", Target = new HttpTarget("https://example.org"), Levels = [new(MonitorSeverity.Critical, Side.Below, 1)] }, "Olga", day)).Value);
            db.AddRange(Turn(1, day.AddHours(4), Phase.Unknown, Phase.Ok), Turn(1, day.AddHours(6), Phase.Ok, Phase.Firing), Turn(1, day.AddHours(8), Phase.Firing, Phase.Ok), Turn(2, day.AddHours(8), Phase.Unknown, Phase.Ok), Turn(2, day.AddHours(20), Phase.Ok, Phase.Firing));
            await db.SaveChangesAsync(Stopping);
        }

        var report = await _bench.ReadAsync("availability", _bench.Ask("2026-01-27", "2026-01-27"));
        Assert.Equal((14.0 / 20, 4 * 3600.0), (report.Find("with-planned")!.Value, report.Find("unknown")!.Value));
        Assert.Equal([("MON-2", 12.0 / 16, 8 * 3600.0), ("MON-1", 18.0 / 20, 4 * 3600.0)], report.Tables.Single(table => table.Key == "by-monitor").Rows.Select(row => (row[0].Text, row[3].Number!.Value, row[6].Number!.Value)));
    }

    private static async Task EventsAsync(OpsPortal.Storage.OpsDb db)
    {
        var (by, events) = (ReportBench.Admin, new List<Event>());
        var one = Raise(1, "checkout", At(8, 1), At(8, 0));
        one.Acknowledge(by, At(8, 5));
        one.Comment("The disk was full", by, At(8, 10));
        one.Resolve("Cleaned it up", by, At(8, 31));
        var two = Raise(2, "database", At(9, 0), At(8, 58));
        two.Acknowledge(by, At(9, 10));
        two.Clear(At(10, 0), "resolved by source", At(10, 0));
        two.Close("Nothing to do", "", by, At(10, 5));
        var three = Raise(3, "billing", At(9, 30), At(9, 30));
        three.Clear(At(9, 40), "resolved by source", At(9, 40));
        three.Refire(Signal("A3", At(11, 0)), At(11, 0));
        Raise(4, "billing", At(9, 45), At(9, 45), Guid.CreateVersion7(At(9, 0)));
        Raise(5, "billing", At(10, 0), At(10, 0).AddSeconds(30));
        var six = Raise(6, "billing", At(10, 0), At(10, 0));
        for (var turn = 1; turn <= 6; turn++)
        {
            var at = At(10, 2 * turn);
            if (turn % 2 == 1) six.Clear(at, "resolved by source", at);
            else six.Refire(Signal("A6", at), at);
        }

        db.AddRange(events);
        foreach (var raised in events) db.EventEntries.AddRange(raised.NewEntries);
        await db.SaveChangesAsync(Stopping);
        foreach (var (number, count) in new[] { (1, 4), (2, 6), (3, 1), (4, 9), (5, 1), (6, 1) }) await db.Events.Where(e => e.Number == new EventNumber(number)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Count, count), Stopping);
        foreach (var (number, seen) in new[] { (1, At(8, 3)), (2, At(9, 1)) }) await db.Events.Where(e => e.Number == new EventNumber(number)).ExecuteUpdateAsync(set => set.SetProperty(e => e.ShownAt, seen), Stopping);

        Event Raise(long number, string service, DateTimeOffset detected, DateTimeOffset occurred, Guid? silence = null)
        {
            var raised = Event.Raise(new(number), Signal($"A{number}", occurred), "Something", EventType.Warning, Priority.P3, silence, detected);
            raised.Service = service;
            events.Add(raised);
            return raised;
        }
    }

    private static void Incidents(OpsPortal.Storage.OpsDb db)
    {
        foreach (var (number, service, at) in new[] { (1, "checkout", At(8, 20)), (2, "search", At(10, 30)), (3, "mail", At(10, 40)), (4, "mail", At(10, 50)) })
        {
            var opened = Assert.IsType<Outcome<Incident>.Done>(Incident.Open(new(number), "It is down", service, Priority.P2, ReportBench.Admin, at)).Value;
            if (number == 4) opened.Resolve(ResolutionCode.Duplicate, "The same as INC-3", ReportBench.Admin, at.AddMinutes(5));
            db.Add(opened);
        }
    }

    private static NoiseWeek Week(NoisyRule rule, int day, int noise) => new() { Rule = rule.Id, Week = new(2026, 1, day), Events = noise + 3, Noise = noise };

    private static MonitorTurn Turn(long monitor, DateTimeOffset at, Phase from, Phase to) => new() { Monitor = new(monitor), Series = "one", At = at, From = from, To = to };

    private static Signal Signal(string alert, DateTimeOffset at) => new("alertmanager", LabelSet.From(("alertname", alert)), LabelSet.Empty, at, at.AddHours(4), false, "");

    private static DateTimeOffset At(int hour, int minute) => new(2026, 1, 28, hour, minute, 0, TimeSpan.Zero);

    /// <summary>Within what bins allow.</summary>
    private static void Near(double expected, double? value) => Assert.InRange(value ?? -1, expected * (1 - LatencyHistogram.MostError), expected * (1 + LatencyHistogram.MostError));
}

public sealed class MetricsByHandOnSqlite(SqliteDatabase database) : MetricsByHand(database), IClassFixture<SqliteDatabase>;

public sealed class MetricsByHandOnPostgres(PostgresDatabase database) : MetricsByHand(database), IClassFixture<PostgresDatabase>;
