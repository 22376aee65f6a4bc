using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rest;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Improve.Reports;

/// <summary>What reports say of things that were laid in by hand, and of what they cannot know.</summary>
public abstract class ReportsTellTheTruth(TestDatabase database)
{
    private static CancellationToken Stopping => ReportBench.Stopping;

    [Fact]
    public async Task An_empty_period_is_told_as_such_by_every_report()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await bench.RollUpAsync();
        foreach (var head in bench.Get<ReportShelf>().Heads)
        {
            var report = await bench.ReadAsync(head.Name, bench.Ask("2026-01-01", "2026-01-31"));
            Assert.NotEmpty(report.Story);
            Assert.All(report.Figures.Where(figure => figure.Value is null), figure => Assert.NotEmpty(figure.Why));
            Assert.All(report.Figures, figure => Assert.True(figure.Value is null || double.IsFinite(figure.Value.Value), $"{head.Name} {figure.Key}"));
            Assert.All(report.Story, sentence => Assert.True(report.Find(sentence.Evidence) is not null || report.Tables.Any(table => table.Key == sentence.Evidence) || report.Charts.Any(chart => chart.Key == sentence.Evidence), $"{head.Name}: {sentence.Evidence}"));
            foreach (var figure in report.Figures.Where(figure => figure.HasRows)) Assert.Empty(await bench.RowsAsync(head.Name, bench.Ask("2026-01-01", "2026-01-31"), figure.Key));
        }
    }

    [Fact]
    public async Task One_event_is_all_there_is()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await new RandomShift(bench, 51).GoOnAsync(raised: 1, acts: 0);
        await bench.RollUpAsync();
        var report = await bench.ReadAsync("event-volume", bench.Ask("2026-01-28", "2026-01-28"));
        Assert.Equal(1, report.Find("events")!.Value);
        Assert.Equal("none before", Words.Moved(report.Find("events")!.Movement, Unit.Count));
        Assert.Single(await bench.RowsAsync("event-volume", bench.Ask("2026-01-28", "2026-01-28"), "events"));
    }

    [Fact]
    public async Task A_deleted_service_keeps_its_rows_and_a_renamed_team_has_its_new_name()
    {
        await using var bench = await ReportBench.StartAsync(database);
        var team = await bench.TeamAsync("Shop", "checkout", "search", "mail");
        await new RandomShift(bench, 61).GoOnAsync(raised: 60, acts: 0);
        await bench.RollUpAsync();
        var question = bench.Ask("2026-01-28", "2026-01-28");
        var events = await bench.FigureAsync("event-volume", bench.Ask("2026-01-28", "2026-01-28", service: "checkout"), "events");
        await using (var db = bench.Open())
        {
            await db.Services.Where(service => service.Key == new ServiceKey("checkout")).ExecuteDeleteAsync(Stopping);
            (await db.Teams.SingleAsync(Stopping)).Become(new("Storefront", "", []), bench.Now, null);
            await db.SaveChangesAsync(Stopping);
        }

        await bench.Get<Catalogue>().RefreshAsync(Stopping);
        var report = await bench.ReadAsync("event-volume", question);
        Assert.Contains(report.Tables.Single(table => table.Key == "by-service").Rows, row => row[0].Text == "checkout (deleted)" && row[0].Href.Length == 0 && row[2].Number == events);
        Assert.Equal(events, await bench.FigureAsync("event-volume", bench.Ask("2026-01-28", "2026-01-28", service: "checkout"), "events"));
        Assert.Contains(report.Tables.Single(table => table.Key == "by-team").Rows, row => row[0].Text == "Storefront");
        Assert.DoesNotContain(report.Tables.Single(table => table.Key == "by-team").Rows, row => row[0].Text == "Shop");
        Assert.True(await bench.FigureAsync("event-volume", bench.Ask("2026-01-28", "2026-01-28", team: team.Id), "events") < report.Find("events")!.Value);
    }

    /// <summary>
    /// Four deployments by a pipeline to production: 1.0 holds; 1.1 is taken back after an hour; 1.2 is followed by a P1 within two hours (inferred), open still; 1.3 is a hotfix 20 hours after 1.2.
    /// One to staging counts nowhere. Failed: 1.1 and 1.2 of 4; 1.2 counts as hotfixed first. Rework: 1 of 4.
    /// </summary>
    [Fact]
    public async Task Deployments_that_pipelines_told_of_are_measured()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await bench.TeamAsync("Shop", "checkout");
        var noon = new DateTimeOffset(2026, 1, 12, 12, 0, 0, TimeSpan.Zero);
        await using (var db = bench.Open())
        {
            db.AddRange(
                Notice("1.0", noon, NoticeStatus.Succeeded), Notice("1.1", noon.AddDays(1), NoticeStatus.Succeeded), Notice("1.1", noon.AddDays(1).AddHours(1), NoticeStatus.RolledBack), Notice("1.2", noon.AddDays(2), NoticeStatus.Succeeded),
                Notice("1.3", noon.AddDays(2).AddHours(20), NoticeStatus.Succeeded, isHotfix: true), Notice("9.9", noon, NoticeStatus.Succeeded, "stage"), Notice("1.4", noon.AddDays(3), NoticeStatus.Requested));
            db.Add(Incident(1, noon.AddDays(2).AddHours(2), Priority.P1));
            await db.SaveChangesAsync(Stopping);
        }

        var question = bench.Ask("2026-01-12", "2026-01-25");
        var report = await bench.ReadAsync("deployments", question);
        Assert.Equal((4.0, 2.0, 0.5, 2.0, 0.25), (report.Find("deployments")!.Value, report.Find("frequency")!.Value, report.Find("fail-rate")!.Value, report.Find("failed")!.Value, report.Find("rework-rate")!.Value));
        Assert.Equal(["rolled back", "hotfixed"], (await bench.RowsAsync("deployments", question, "failed")).Select(row => row.Counted));

        // One hour until 1.1 was back, 20 until the hotfix of 1.2: half way between is 10 h 30 min.
        Assert.Equal(10.5 * 3600, report.Find("recovery")!.Value);
        Assert.Null(report.Find("lead-time")!.Value);
        Assert.Contains(report.Story, sentence => sentence.Kind == SentenceKind.Unknown && sentence.Evidence == "lead-time");
    }

    [Fact]
    public async Task An_incident_that_names_a_deployment_links_it_and_one_that_does_not_may()
    {
        await using var bench = await ReportBench.StartAsync(database);
        var noon = new DateTimeOffset(2026, 1, 12, 12, 0, 0, TimeSpan.Zero);
        await using (var db = bench.Open())
        {
            db.Add(Notice("1.0", noon, NoticeStatus.Succeeded, "production"));
            var resolved = Incident(1, noon.AddHours(3), Priority.P2);
            resolved.Resolve(ResolutionCode.Fixed, "Not known", ReportBench.Admin, noon.AddHours(5));
            var named = Incident(4, noon.AddHours(30), Priority.P1);
            named.Resolve(ResolutionCode.ChangeReversed, "Broken by chg-7 days before", ReportBench.Admin, noon.AddHours(31));
            db.AddRange(resolved, Incident(2, noon.AddHours(9), Priority.P1), Incident(3, noon.AddHours(1), Priority.P4), named, Notice("0.9", noon.AddDays(-3), NoticeStatus.Succeeded, "production", change: 7));
            await db.SaveChangesAsync(Stopping);
        }

        // 0.9 was repaired 4 days and 7 hours after it, 1.0 after 5 hours: half way between is 54 hours.
        var report = await bench.ReadAsync("deployments", bench.Ask("2026-01-09", "2026-01-12"));
        Assert.Equal((2.0, 1.0, 54 * 3600.0), (report.Find("failed")!.Value, report.Find("failed-inferred")!.Value, report.Find("recovery")!.Value));
        Assert.Contains(report.Story, sentence => sentence.Text.Contains("inferred", StringComparison.Ordinal));
    }

    /// <summary>Three incidents: taken on after 5, 10 and never; over after 30 and 90 minutes.</summary>
    [Fact]
    public async Task Incidents_are_measured_and_their_rows_add_up()
    {
        await using var bench = await ReportBench.StartAsync(database);
        var noon = new DateTimeOffset(2026, 1, 12, 12, 0, 0, TimeSpan.Zero);
        await using (var db = bench.Open())
        {
            var (one, two, three) = (Incident(1, noon, Priority.P1), Incident(2, noon, Priority.P3), Incident(3, noon.AddMinutes(1), Priority.P2));
            one.Acknowledge(ReportBench.Admin, noon.AddMinutes(5));
            one.Resolve(ResolutionCode.Fixed, "Full disk", ReportBench.Admin, noon.AddMinutes(30));
            two.Acknowledge(ReportBench.Admin, noon.AddMinutes(10));
            two.Resolve(ResolutionCode.NoFault, "Nothing", ReportBench.Admin, noon.AddMinutes(90));
            db.AddRange(one, two, three);
            await db.SaveChangesAsync(Stopping);
        }

        var question = bench.Ask("2026-01-12", "2026-01-12");
        var report = await bench.ReadAsync("incidents", question);
        Assert.Equal((3.0, 2.0, 1.0, 60 * 60.0, 84 * 60.0), (report.Find("incidents")!.Value, report.Find("grave")!.Value, report.Find("open")!.Value, report.Find("resolved-median")!.Value, report.Find("resolved-p90")!.Value));
        var times = await bench.ReadAsync("response-times", question);
        Assert.Equal((7.5 * 60, 9.5 * 60), (times.Find("incident-acknowledged-median")!.Value, Math.Round(times.Find("incident-acknowledged-p90")!.Value!.Value, 6)));
        foreach (var figure in report.Figures.Where(figure => figure.HasRows)) Assert.Equal(figure.N, (await bench.RowsAsync("incidents", question, figure.Key)).Count);
        Assert.Equal(2, (await bench.RowsAsync("response-times", question, "incident-acknowledged-median")).Count);
    }

    [Fact]
    public async Task A_table_as_a_file_holds_every_row_and_no_formula()
    {
        await using var bench = await ReportBench.StartAsync(database);
        await new RandomShift(bench, 71).GoOnAsync(raised: 3, acts: 0);
        await using (var db = bench.Open()) await db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.Service, "=cmd()"), Stopping);
        await bench.RollUpAsync();
        var report = await bench.ReadAsync("event-volume", bench.Ask("2026-01-28", "2026-01-28"));
        var lines = ReportCsv.Lines(report, "by-service")!.ToList();
        Assert.StartsWith("Service,Signals,Events", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("'=cmd() (deleted),", lines[1], StringComparison.Ordinal);
        Assert.Null(ReportCsv.Lines(report, "nothing"));
        Assert.Equal(report.Figures.Count + 1, ReportCsv.Lines(report, ReportCsv.FigureTable)!.Count());
    }

    private static DeploymentNotice Notice(string version, DateTimeOffset at, NoticeStatus status, string environment = "live", bool isHotfix = false, long change = 0) => DeploymentNotice.Of(
        new() { Sender = "ci", Key = $"{version} {status} {environment}", Component = new(new("checkout"), "checkout-api", version, "", ""), Environment = environment, Status = status, OccurredAt = at, IsHotfix = isHotfix }, change > 0 ? new(change) : null, null, at);

    private static Incident Incident(long number, DateTimeOffset at, Priority priority) =>
        Assert.IsType<Outcome<Incident>.Done>(OpsPortal.Domain.Respond.Incidents.Incident.Open(new(number), "It is down", "checkout", priority, ReportBench.Admin, at)).Value;
}

public sealed class ReportsTellTheTruthOnSqlite(SqliteDatabase database) : ReportsTellTheTruth(database), IClassFixture<SqliteDatabase>;

public sealed class ReportsTellTheTruthOnPostgres(PostgresDatabase database) : ReportsTellTheTruth(database), IClassFixture<PostgresDatabase>;
