using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Storage.Bulk;
using OpsPortal.Tests.Features.Deliver.Deployments;
using OpsPortal.Tests.Features.Detect.Monitors;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.EarlyLife;

/// <summary>Monitors are judged by tighter values while a deployment is under way or a support runs, and by their own before and after.</summary>
public abstract class TighterWhileItLasts(TestDatabase database)
{
    private static int _rounds;

    private static CancellationToken Stopping => DeliverBench.Stopping;

    [Fact]
    public async Task A_deployment_under_way_tightens_what_its_process_names_and_nothing_after_it()
    {
        await using var monitors = await MonitorsAsync();
        await using var bench = await EarlyLifeBench.StartAsync(database);
        var monitor = await monitors.SetUpAsync(MonitorBench.Disk() with { Service = "checkout" });
        await monitors.LiveAsync(5, 70, "checkout");
        Assert.Empty(await monitors.Signals.EventsAsync());

        var number = await bench.UnderWayAsync(null, new TightenedValue(monitor.Number.ToString(), 60));
        await monitors.LiveAsync(5, 70, "checkout");
        var warned = Assert.Single(await monitors.Signals.EventsAsync());
        Assert.Contains("above 60", warned.Title, StringComparison.Ordinal);
        Assert.Contains($"Judged by 60 instead of 80, because of the deployment {number}", warned.Annotations["description"], StringComparison.Ordinal);
        var reads = monitors.Tighter.Reads;
        await monitors.LiveAsync(3, 70, "checkout");
        Assert.InRange(monitors.Tighter.Reads - reads, 1, 3);

        await bench.FinishAsync(number);
        await monitors.LiveAsync(2, 70, "checkout");
        Assert.All(await monitors.Signals.EventsAsync(), e => Assert.Equal(Condition.Cleared, e.Condition));
    }

    [Fact]
    public async Task A_support_tightens_until_it_ends_and_a_restart_in_between_changes_nothing()
    {
        DateTimeOffset then;
        EarlyLifeBench begun;
        DeploymentNumber number;
        await using (var monitors = await MonitorsAsync())
        {
            var bench = begun = await EarlyLifeBench.StartAsync(database);
            number = await bench.SucceededAsync();
            var named = (await monitors.SetUpAsync(MonitorBench.Disk())).Number.ToString();
            Assert.Equal("early-life.invalid-tightening", (await bench.House.Get<BeginEarlyLife>().RunAsync(bench.House["Olga"], number, bench.Draft(new TightenedValue(named, 90)), Stopping)).Refusal?.Code);
            DeliverBench.Done(await bench.House.Get<BeginEarlyLife>().RunAsync(bench.House["Olga"], number, bench.Draft(new TightenedValue(named, 60)), Stopping));
            await monitors.LiveAsync(5, 70, "checkout");
            Assert.Contains("early-life support", Assert.Single(await monitors.Signals.EventsAsync()).Annotations["description"], StringComparison.Ordinal);
            then = monitors.Clock.GetUtcNow();
        }

        await using var house = begun;
        await using var again = await MonitorBench.AgainAsync(database, then);
        await again.LiveAsync(2, 70, "checkout");
        Assert.Equal(Condition.Firing, Assert.Single(await again.Signals.EventsAsync()).Condition);
        DeliverBench.Done(await house.House.Get<EarlyLifeActs>().EndByDecisionAsync(house.House["Olga"], number, "Enough", Stopping));
        await again.LiveAsync(2, 70, "checkout");
        Assert.Equal(Condition.Cleared, Assert.Single(await again.Signals.EventsAsync()).Condition);
    }

    [Fact]
    public async Task The_tightest_value_judges_one_made_loose_meanwhile_does_not_and_other_services_are_left_alone()
    {
        await using var monitors = await MonitorsAsync();
        await using var bench = await EarlyLifeBench.StartAsync(database);
        var monitor = await monitors.SetUpAsync(MonitorBench.Disk());
        var tightened = new TightenedValue(monitor.Number.ToString(), 70);
        var first = await bench.SucceededAsync();
        DeliverBench.Done(await bench.House.Get<BeginEarlyLife>().RunAsync(bench.House["Olga"], first, bench.Draft(tightened), Stopping));
        await monitors.LiveAsync(5, 65, "checkout");
        Assert.Empty(await monitors.Signals.EventsAsync());
        await bench.UnderWayAsync(null, tightened with { Value = 60 });
        await monitors.LiveAsync(5, 65, "checkout");
        Assert.Contains("above 60", Assert.Single(await monitors.Signals.EventsAsync(), e => e.Condition == Condition.Firing).Title, StringComparison.Ordinal);
        await monitors.LiveAsync(5, 75, "search", "db-8");
        Assert.DoesNotContain(await monitors.Signals.EventsAsync(), e => e.Labels["service"] == "search");

        // What was tighter once is looser than the monitor itself by now: that counts.
        await monitors.Change.RunAsync(MonitorBench.Operator, monitor.Number, MonitorBench.Disk(new Level(MonitorSeverity.Warning, Side.Above, 50)), null, Stopping);
        await monitors.LiveAsync(5, 55, "checkout");
        Assert.Contains(await monitors.Signals.EventsAsync(), e => e.Condition == Condition.Firing && e.Labels["service"] == "checkout");
    }

    [Fact]
    public async Task A_process_is_saved_only_with_people_and_monitors_that_there_are_and_values_that_are_tighter()
    {
        await using var monitors = await MonitorsAsync();
        await using var bench = await EarlyLifeBench.StartAsync(database);
        var monitor = (await monitors.SetUpAsync(MonitorBench.Disk())).Number.ToString();
        Assert.Equal("early-life.invalid-tightening", await SaveAsync(content => content with { Tightens = [new(monitor, 80)] }));
        Assert.Equal("early-life.invalid-monitor", await SaveAsync(content => content with { Tightens = [new("MON-999999", 80)] }));
        Assert.Equal("early-life.invalid-thresholds", await SaveAsync(content => content with { Tightens = [new(monitor, 60), new(monitor, 50)] }));
        Assert.Equal("early-life.invalid-person", await SaveAsync(content => content with { EarlyLife = bench.Plan with { Owner = "nobody@example.org" } }));
        Assert.Equal("early-life.invalid-person", await SaveAsync(content => content with { EarlyLife = bench.Plan with { Roster = ["No team"] } }));
        Assert.Equal("early-life.invalid-criterion", await SaveAsync(content => content with { EarlyLife = bench.Plan with { Criteria = [] } }));
        Assert.Null(await SaveAsync(content => content with { Tightens = [new(monitor, 60)], EarlyLife = bench.Plan with { Thresholds = [new(monitor, 60)] } }));

        async Task<string?> SaveAsync(Func<ProcessContent, ProcessContent> with) => (await bench.House.Get<ProcessDesk>().SaveAsync(
            bench.House["Olga"].Actor, new("checkout"), bench.Deployments.Environment, ProcessText.Write(with(DeploymentBench.Process(new RunnerTask(RunnerKind.Manual, "By hand", "Look")) with
            {
                Recipe = new() { Model = new DeploymentModel.AllAtOnce(), Deploy = [new(RunnerKind.Manual, "By hand", "Look")] },
            })), 0, Stopping)).Refusal?.Code;
    }

    /// <summary>On an empty store. Numbers go on where no test before was, as deployments cannot be taken out.</summary>
    private async Task<MonitorBench> MonitorsAsync()
    {
        var monitors = await MonitorBench.StartAsync(database);
        await using var db = database.Open();
        var next = 1000 * Interlocked.Increment(ref _rounds);
        db.AddRange(new[] { "CHG", "DEP", "MON", "INC" }.Select(kind => new NumberSequence { Kind = kind, Next = next }));
        await db.SaveChangesAsync(Stopping);
        return monitors;
    }
}

public sealed class TighterWhileItLastsOnSqlite(SqliteDatabase database) : TighterWhileItLasts(database), IClassFixture<SqliteDatabase>;

public sealed class TighterWhileItLastsOnPostgres(PostgresDatabase database) : TighterWhileItLasts(database), IClassFixture<PostgresDatabase>;
