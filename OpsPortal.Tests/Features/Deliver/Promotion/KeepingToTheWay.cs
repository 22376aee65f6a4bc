using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Promotion.Exceptions;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Promotion.WayBench;
using Monitor = OpsPortal.Domain.Detect.Monitors.Monitor;

namespace OpsPortal.Tests.Features.Deliver.Promotion;

/// <summary>A version passes the environments before production unless somebody else lets it by, and two versions find room or do not begin.</summary>
public abstract class KeepingToTheWay(TestDatabase database)
{
    private static long _monitors = 900_000;

    [Fact]
    public async Task An_exception_is_given_by_somebody_else_for_a_reason_and_counts_for_this_change()
    {
        await using var bench = await StartAsync(database);
        var change = await bench.ApprovedAsync(bench.Production, "2.1.0");
        Assert.Equal("promotion.not-passed", (await bench.Deployments.DeployAsync(change)).Refusal?.Code);
        var give = bench.Get<GivePromotionException>();
        Assert.Equal("forbidden", (await give.RunAsync(bench.House["Rita"], change, bench.Staging, "It cannot wait", Stopping)).Refusal?.Code);
        Assert.Equal("promotion.invalid-environment", (await give.RunAsync(bench.House["Ann"], change, bench.Production, "It cannot wait", Stopping)).Refusal?.Code);
        Assert.Equal("deployment.text-missing", (await give.RunAsync(bench.House["Ann"], change, bench.Staging, " ", Stopping)).Refusal?.Code);
        DeliverBench.Done(await give.RunAsync(bench.House["Ann"], change, bench.Staging.ToUpperInvariant(), "Staging is being rebuilt", Stopping));
        Assert.Equal("promotion.excepted-already", (await give.RunAsync(bench.House["Bob"], change, bench.Staging, "Once more", Stopping)).Refusal?.Code);
        Assert.Contains(GivePromotionException.Act, await bench.House.ActsAsync(change));
        var view = await bench.House.ViewAsync(change);
        Assert.Contains(view.Timeline, entry => entry.Text.Contains("Staging is being rebuilt", StringComparison.Ordinal));
        var step = Assert.Single((await bench.Get<ChangeWays>().ReadAsync(view.Change, Stopping)).Steps);
        Assert.Equal((bench.Staging, "Ann"), (step.Environment, step.Given!.By.Name));
        DeliverBench.Done(await bench.Deployments.DeployAsync(change));
    }

    [Fact]
    public async Task Nobody_excepts_a_change_in_which_he_or_she_has_a_part()
    {
        await using var bench = await StartAsync(database);
        var change = DeliverBench.Done(await bench.Get<RequestChange>().RunAsync(bench.House["Ann"], bench.Plan(bench.Production, "2.1.0"), Stopping));
        Assert.Equal("promotion.own-exception", (await bench.Get<GivePromotionException>().RunAsync(bench.House["Ann"], change.Number, bench.Staging, "It cannot wait", Stopping)).Refusal?.Code);
        DeliverBench.Done(await bench.Get<GivePromotionException>().RunAsync(bench.House["Bob"], change.Number, bench.Staging, "It cannot wait", Stopping));
    }

    [Fact]
    public async Task Too_little_room_for_both_versions_is_said_with_numbers_and_what_nobody_knows_keeps_nothing_back()
    {
        await using var bench = await StartAsync(database);
        await bench.DeployByAsync(bench.Process with { Recipe = bench.Process.Recipe with { Model = new DeploymentModel.Phased([new("one", 50, TimeSpan.Zero), new("two", 50, TimeSpan.Zero)]) } });
        await bench.DeployedAsync(bench.Staging, "2.1.0");
        await MeasuredAsync(bench, "web-1", bench.Production, 70);
        await MeasuredAsync(bench, "web-2", bench.Staging, 99);
        var change = await bench.ApprovedAsync(bench.Production, "2.1.0");
        var refused = (await bench.Deployments.DeployAsync(change)).Refusal;
        Assert.Equal("headroom.too-little", refused?.Code);
        Assert.Contains("needs 105 of ", refused?.Message, StringComparison.Ordinal);
        Assert.Contains("90 may be used", refused?.Message, StringComparison.Ordinal);
        var room = (await bench.Get<ChangeWays>().ReadAsync((await bench.House.ViewAsync(change)).Change, Stopping)).Room;
        Assert.Equal(Room.TooLittle, Assert.Single(room).Room);

        // What was measured hours ago is not known any more.
        bench.House.Clock.Advance(TimeSpan.FromHours(2));
        room = (await bench.Get<ChangeWays>().ReadAsync((await bench.House.ViewAsync(change)).Change, Stopping)).Room;
        Assert.Equal(Room.Unknown, Assert.Single(room).Room);
        var number = DeliverBench.Done(await bench.Deployments.DeployAsync(await bench.ApprovedAsync(bench.Production, "2.1.0"))).Number;
        await bench.Deployments.UntilAsync(number, DeploymentState.Succeeded);
    }

    /// <summary>A capacity monitor of the service that has just measured.</summary>
    private static async Task MeasuredAsync(WayBench bench, string instance, string environment, double used)
    {
        var (number, now) = (new MonitorNumber(Interlocked.Increment(ref _monitors)), bench.House.Clock.GetUtcNow().AddHours(3));
        var labels = LabelSet.From(("instance", instance), ("environment", environment));
        await using var db = bench.House.Open();
        db.Add(DeliverBench.Done(Monitor.Create(number, new() { Name = $"Memory {number}", Kind = MonitorKind.Capacity, Service = bench.Service.Value, Target = new MetricTarget("memory_used"), Levels = [new(MonitorSeverity.Critical, Side.Above, 95)], Full = 100 }, "Olga", now)));
        db.Add(new MonitorSeriesState { Monitor = number, Series = labels.Fingerprint, Labels = labels, State = new ThresholdState { Phase = Phase.Ok, HeardAt = now.ToUnixTimeMilliseconds(), Value = used }.ToString() });
        await db.SaveChangesAsync(Stopping);
    }
}

public sealed class KeepingToTheWayOnSqlite(SqliteDatabase database) : KeepingToTheWay(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingToTheWayOnPostgres(PostgresDatabase database) : KeepingToTheWay(database), IClassFixture<PostgresDatabase>;
