using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Tests.Features.Deliver.Deployments;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Promotion.WayBench;

namespace OpsPortal.Tests.Features.Deliver.Promotion;

/// <summary>A way back that was gone below production is known, and where a policy demands it production waits for it.</summary>
public abstract class RehearsingTheWayBack(TestDatabase database)
{
    [Fact]
    public async Task A_rollback_in_staging_is_recorded_and_opens_production_until_it_is_too_old()
    {
        await using var bench = await StartAsync(database);
        await bench.DemandRehearsalAsync(30);
        await bench.DeployedAsync(bench.Staging, "2.1.0");
        var early = await bench.ApprovedAsync(bench.Production, "2.1.0");
        Assert.Equal("rehearsal.missing", (await bench.Deployments.DeployAsync(early)).Refusal?.Code);
        Assert.Equal("rehearsal.missing", (await bench.House.StartChangeAsync(bench.House["Olga"], early)).Refusal?.Code);

        var back = await bench.RolledBackAsync(bench.Staging, "2.0.9");
        var kept = Assert.Single(await bench.Get<RehearsalQueries>().AllAsync(bench.Service, 10, Stopping));
        Assert.Equal((back, true, bench.Staging), (kept.Deployment, kept.Worked, kept.Environment));
        Assert.Equal(["back.sh"], kept.Steps);
        Assert.Contains("To see whether the way back works", kept.Evidence, StringComparison.Ordinal);
        Assert.Contains("backout.rehearsed", await bench.House.ActsAsync(back.ToString()));

        var view = await bench.House.ViewAsync(early);
        Assert.Null(view.Case.Rehearsal.Why);
        Assert.Contains($"rehearsed today in {bench.Staging} by {back}", view.Case.Rehearsal.Words(bench.House.Clock.GetUtcNow()), StringComparison.Ordinal);
        Assert.Contains($"by {back}", view.Case.Sheet!.Rehearsal, StringComparison.Ordinal);
        Assert.Equal(0, view.Case.Risk.Points.Single(point => point.Fact == "rehearsal").Points);
        var number = DeliverBench.Done(await bench.Deployments.DeployAsync(await bench.ApprovedAsync(bench.Production, "2.1.0"))).Number;
        await bench.Deployments.UntilAsync(number, OpsPortal.Domain.Deliver.Deployments.DeploymentState.Succeeded);

        bench.House.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("rehearsal.too-old", (await bench.Deployments.DeployAsync(await bench.ApprovedAsync(bench.Production, "2.1.0"))).Refusal?.Code);
    }

    [Fact]
    public async Task Another_plan_and_other_tasks_are_another_way_back()
    {
        await using var bench = await StartAsync(database);
        await bench.DemandRehearsalAsync(30);
        await bench.RolledBackAsync(bench.Staging, "2.0.9");
        await bench.DeployedAsync(bench.Staging, "2.1.0");
        var plan = bench.Plan(bench.Production, "2.1.0");
        var other = await bench.ApprovedAsync(plan with { Backout = plan.Backout with { Steps = [new("Deploy 2.0.3", "")] } });
        Assert.Equal("rehearsal.missing", (await bench.Deployments.DeployAsync(other)).Refusal?.Code);
        await bench.DeployByAsync(bench.Process with { Recipe = bench.Process.Recipe with { Backout = [DeploymentBench.Run("copy.sh", true)] } });
        Assert.Equal("rehearsal.other-way", (await bench.Deployments.DeployAsync(await bench.ApprovedAsync(bench.Production, "2.1.0"))).Refusal?.Code);
    }

    [Fact]
    public async Task A_person_records_what_was_done_by_hand_and_production_is_no_place_for_it()
    {
        await using var bench = await StartAsync(database);
        var policy = await bench.DemandRehearsalAsync(90);
        var change = await bench.House.RequestedAsync(bench.Plan(bench.Production, "2.1.0"));
        var row = Assert.Single(await bench.Get<RehearsalQueries>().ServicesAsync(Stopping), one => one.Service == bench.Service);
        Assert.Equal((RehearsalState.Missing, policy), (row.State, row.Demand!.Number));

        var record = bench.Get<RecordRehearsal>();
        var told = new RehearsalTold(bench.Staging, true, TimeSpan.FromMinutes(8), "2.0.4 answered", "https://wiki.example.org/rehearsal");
        Assert.Equal("rehearsal.in-production", (await record.RunAsync(bench.House["Olga"], change, told with { Environment = bench.Production }, Stopping)).Refusal?.Code);
        Assert.Equal("rehearsal.invalid-environment", (await record.RunAsync(bench.House["Olga"], change, told with { Environment = "moon" }, Stopping)).Refusal?.Code);
        Assert.Equal("deployment.text-missing", (await record.RunAsync(bench.House["Olga"], change, told with { Evidence = " " }, Stopping)).Refusal?.Code);
        Assert.NotNull((await record.RunAsync(bench.House["Olga"], change, told with { Link = "javascript:alert(1)" }, Stopping)).Refusal);
        var machine = new ActingSession(new Actor(null, "Pipeline", "ops_1", Duties.Permit([Duty.Operator]), "192.0.2.1"), null, false, null);
        Assert.Equal("deployment.not-a-person", (await record.RunAsync(machine, change, told, Stopping)).Refusal?.Code);
        var kept = DeliverBench.Done(await record.RunAsync(bench.House["Olga"], change, told, Stopping));
        Assert.Equal(("Olga", "https://wiki.example.org/rehearsal"), (kept.By.Name, kept.Link));
        Assert.Contains("backout.rehearsed", await bench.House.ActsAsync(change));
        Assert.Null((await bench.House.ViewAsync(change)).Case.Rehearsal.Why);
        Assert.Equal(RehearsalState.Fresh, (await bench.Get<RehearsalQueries>().ServicesAsync(Stopping)).Single(one => one.Service == bench.Service).State);

        bench.House.Clock.Advance(TimeSpan.FromDays(1));
        DeliverBench.Done(await record.RunAsync(bench.House["Olga"], change, told with { Worked = false }, Stopping));
        Assert.Equal("rehearsal.failed", (await bench.House.ViewAsync(change)).Case.Rehearsal.Why?.Code);
        await using var db = bench.House.Open();
        Assert.Equal(2, await db.Set<BackoutRehearsal>().CountAsync(one => one.Change == change, Stopping));
    }

    [Fact]
    public async Task Where_no_policy_asks_for_it_nothing_waits_for_it()
    {
        await using var bench = await StartAsync(database);
        await bench.DeployedAsync(bench.Staging, "2.1.0");
        await bench.DeployedAsync(bench.Production, "2.1.0");
        Assert.Equal(RehearsalState.Never, (await bench.Get<RehearsalQueries>().ServicesAsync(Stopping)).Single(one => one.Service == bench.Service).State);
    }

    [Fact]
    public async Task A_service_in_production_whose_way_back_nobody_has_gone_is_known_until_somebody_has()
    {
        await using var bench = await StartAsync(database);
        await bench.DeployedAsync(bench.Staging, "2.1.0");
        Assert.DoesNotContain(await UnrehearsedAsync(bench), one => one.Service == bench.Service);
        var production = await bench.DeployedAsync(bench.Production, "2.1.0");
        var known = Assert.Single(await UnrehearsedAsync(bench), one => one.Service == bench.Service);
        Assert.Equal((await bench.Deployments.FindAsync(production)).EndedAt, known.Since);
        await bench.RolledBackAsync(bench.Staging, "2.0.9");
        Assert.DoesNotContain(await UnrehearsedAsync(bench), one => one.Service == bench.Service);
    }

    private static async Task<IReadOnlyList<Unrehearsed>> UnrehearsedAsync(WayBench bench)
    {
        await using var db = bench.House.Open();
        return await bench.Get<UnrehearsedServices>().ReadAsync(db, Stopping);
    }
}

public sealed class RehearsingTheWayBackOnSqlite(SqliteDatabase database) : RehearsingTheWayBack(database), IClassFixture<SqliteDatabase>;

public sealed class RehearsingTheWayBackOnPostgres(PostgresDatabase database) : RehearsingTheWayBack(database), IClassFixture<PostgresDatabase>;
