using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Promoting;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Promotion.WayBench;

namespace OpsPortal.Tests.Features.Deliver.Promotion;

/// <summary>What staging runs goes on by one press; the picture tells what runs where, what waits and what stands in the way.</summary>
public abstract class PromotingWhatRuns(TestDatabase database)
{
    [Fact]
    public async Task Pressing_twice_and_at_once_makes_one_change_which_carries_the_same_artifact_and_its_authors()
    {
        await using var bench = await StartAsync(database);
        var deployed = await bench.DeployedAsync(bench.Staging, "2.1.0");
        var picture = (await bench.Get<PipelineReader>().ReadAsync(bench.Service, Stopping))!;
        Assert.Equal([bench.Staging, bench.Production], picture.Stages.Select(stage => stage.Environment));
        var runs = Assert.Single(picture.Stages[0].Running);
        Assert.Equal(("2.1.0", deployed.ToString(), $"/deployments/{deployed}"), (runs.Component.Version, runs.By, runs.Address));
        Assert.Equal((GateState.Open, bench.Staging), (picture.Stages[1].Gate!.State, picture.Stages[1].Gate!.From));
        Assert.Equal("412 passed", Assert.Single(picture.Built).Tests.Split(": ")[1]);

        var promote = bench.Get<PromoteVersions>();
        var both = await Task.WhenAll(promote.RunAsync(bench.House["Rita"], bench.Service, "", Stopping), promote.RunAsync(bench.House["Rita"], bench.Service, bench.Production, Stopping));
        var made = both.Select(DeliverBench.Done).ToList();
        Assert.Equal(made[0].Change, made[1].Change);
        Assert.Single(made, one => one.IsNew);
        Assert.All(made, one => Assert.Null(one.NotAsked));
        var again = DeliverBench.Done(await promote.RunAsync(bench.House["Otto"], bench.Service, "", Stopping));
        Assert.Equal((made[0].Change, false), (again.Change, again.IsNew));

        var view = await bench.House.ViewAsync(made[0].Change);
        Assert.Equal((ChangeState.AwaitingApproval, bench.Production), (view.Row.State, view.Row.Environment));
        Assert.Equal(bench.Plan(bench.Staging, "2.1.0").Components, view.Change.Plan.Components);
        Assert.Equal("Deploy 2.0.4", Assert.Single(view.Change.Plan.Backout.Steps).Title);
        Assert.Contains(view.Change.Participants, one => one.Part == Part.Author && one.Party.Name == "Walt");
        picture = (await bench.Get<PipelineReader>().ReadAsync(bench.Service, Stopping))!;
        var waiting = Assert.Single(picture.Stages[1].Waiting);
        Assert.StartsWith("Waits for 2 of 2 approvals", waiting.Waits[0], StringComparison.Ordinal);
        Assert.Equal(GateState.UnderWay, picture.Stages[1].Gate!.State);

        DeliverBench.Done(await bench.House.ApproveAsync(bench.House["Ann"], made[0].Change));
        Assert.StartsWith("Waits for 1 of 2 approvals", (await bench.Get<PipelineReader>().ReadAsync(bench.Service, Stopping))!.Stages[1].Waiting[0].Waits[0], StringComparison.Ordinal);
        DeliverBench.Done(await bench.House.ApproveAsync(bench.House["Bob"], made[0].Change));
        bench.House.Clock.Advance(TimeSpan.FromMinutes(20));
        var number = DeliverBench.Done(await bench.Deployments.DeployAsync(made[0].Change)).Number;
        await bench.Deployments.UntilAsync(number, DeploymentState.Succeeded);
        picture = (await bench.Get<PipelineReader>().ReadAsync(bench.Service, Stopping))!;
        Assert.Equal((GateState.Even, "2.1.0"), (picture.Stages[1].Gate!.State, Assert.Single(picture.Stages[1].Running).Component.Version));
        Assert.Equal("promotion.nothing", (await promote.RunAsync(bench.House["Rita"], bench.Service, "", Stopping)).Refusal?.Code);
        Assert.Equal("promotion.first", (await promote.RunAsync(bench.House["Rita"], bench.Service, bench.Staging, Stopping)).Refusal?.Code);
        Assert.Equal("promotion.invalid-environment", (await promote.RunAsync(bench.House["Rita"], bench.Service, "moon", Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await promote.RunAsync(bench.House["Rita"], new ServiceKey("nobody"), "", Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task A_change_that_was_called_off_is_no_reason_not_to_make_another()
    {
        await using var bench = await StartAsync(database);
        await bench.DeployedAsync(bench.Staging, "2.1.0");
        var promote = bench.Get<PromoteVersions>();
        var first = DeliverBench.Done(await promote.RunAsync(bench.House["Rita"], bench.Service, "", Stopping));
        DeliverBench.Done(await bench.Get<WithdrawChange>().RunAsync(bench.House["Rita"], first.Change, "Not today", Stopping));
        var second = DeliverBench.Done(await promote.RunAsync(bench.House["Rita"], bench.Service, "", Stopping));
        Assert.True(second.IsNew);
        Assert.NotEqual(first.Change, second.Change);
    }

    [Fact]
    public async Task A_version_that_was_taken_back_goes_nowhere_and_the_picture_says_so()
    {
        await using var bench = await StartAsync(database);
        await bench.DeployedAsync(bench.Staging, "2.0.8");
        await bench.RolledBackAsync(bench.Staging, "2.0.9");
        var change = await bench.House.RequestedAsync(bench.Plan(bench.Production, "2.0.9"));
        var picture = (await bench.Get<PipelineReader>().ReadAsync(bench.Service, Stopping))!;
        Assert.Equal("2.0.8", Assert.Single(picture.Stages[0].Running).Component.Version);
        var waits = Assert.Single(picture.Stages[1].Waiting, one => one.Number == change).Waits;
        Assert.Contains(waits, one => one.Contains("in quarantine", StringComparison.Ordinal));
        Assert.Contains(waits, one => one.Contains("has not succeeded in", StringComparison.Ordinal));
    }
}

public sealed class PromotingWhatRunsOnSqlite(SqliteDatabase database) : PromotingWhatRuns(database), IClassFixture<SqliteDatabase>;

public sealed class PromotingWhatRunsOnPostgres(PostgresDatabase database) : PromotingWhatRuns(database), IClassFixture<PostgresDatabase>;
