using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Verifications;
using static OpsPortal.Tests.Domain.Deliver.Deployments.Bench;

namespace OpsPortal.Tests.Domain.Deliver.Deployments;

/// <summary>How a deployment is undone, by itself and by hand.</summary>
public sealed class RollingBackADeployment
{
    [Theory]
    [InlineData("once", "Put back, Verify")]
    [InlineData("rings", "Put back (outer), Put back (inner), Verify")]
    [InlineData("blue-green", "Traffic to 0 %, Verify")]
    [InlineData("canary", "Traffic to 0 %, Verify")]
    public void Each_model_goes_back_its_own_way(string model, string steps)
    {
        var bench = new Bench(Recipe(RunningADeployment.Of(model)));
        bench.RunToEnd();
        Assert.Null(bench.Deployment.RollBack("customers complain", Olga, bench.Now).Refusal);
        Assert.Equal(DeploymentState.RolledBack, bench.RunToEnd());
        Assert.Equal(steps, string.Join(", ", bench.Deployment.Stages.Where(stage => stage.GoesBack).SelectMany(stage => stage.Steps).Select(step => step.Title)));
        Assert.Equal(new(0), bench.Deployment.Traffic);
        Assert.Equal("deployment.not-from-state", bench.Deployment.RollBack("again", Olga, bench.Now).Refusal?.Code);
    }

    [Fact]
    public void Once_the_old_version_is_retired_it_is_brought_back_before_the_traffic()
    {
        var bench = new Bench(Recipe(BlueGreen) with { Retire = [Tidy] });
        bench.RunTo("Tidy up (blue)");
        Assert.Null(bench.Deployment.RollBack("it leaks", Olga, bench.Now).Refusal);
        bench.RunTo("Put back (old)");
        Assert.Equal(DeploymentState.RollingBack, bench.Deployment.State);
        Assert.Equal(new(100), bench.Deployment.Traffic);
        bench.Report(bench.Deployment.Attempts[^1].Key, succeeded: true);
        bench.Begin("Traffic to 0 %");
    }

    [Fact]
    public void Without_backout_steps_a_version_that_was_replaced_cannot_be_brought_back_and_a_person_is_asked()
    {
        var bench = new Bench(Recipe(Once) with { Backout = [] });
        var key = bench.RunTo("Verify");
        bench.Judge(key, CheckState.Failed, "500 on /health");
        Assert.Equal("deployment.no-backout", bench.Deployment.RollBack("bad", Olga, bench.Now).Refusal?.Code);
        Assert.Equal(QuestionKind.StepFailed, Assert.IsType<Due.Ask>(bench.Advance()).Question.Kind);
        Assert.Null(bench.Deployment.Retry(Olga, bench.Now).Refusal);
        Assert.Equal(2, bench.Begin("Verify").Attempt);
    }

    [Fact]
    public void A_verification_that_fails_undoes_it_without_anybody_asking()
    {
        var bench = new Bench(Recipe(Rings));
        bench.Judge(bench.RunTo("Verify"), CheckState.Failed, "500 on /health");
        Assert.Equal("deployment.not-verified", Assert.IsType<Due.RollBack>(bench.Advance()).Why.Code);
        Assert.Contains("500 on /health", bench.Deployment.Why, StringComparison.Ordinal);
        bench.Begin("Put back (inner)");
        Assert.Equal(new(10, 0), bench.Deployment.Traffic);
        Assert.Equal(2, bench.Deployment.BackFrom - 1);
    }

    [Fact]
    public void A_breach_undoes_it_even_while_it_is_paused()
    {
        var bench = new Bench(Recipe(Canary));
        var key = bench.RunTo("Compare at 5 %");
        bench.Deployment.Pause("lunch", Olga, bench.Now);
        bench.Now += TimeSpan.FromMinutes(2);
        Assert.IsType<Due.Look>(bench.Advance());
        bench.Judge(key, CheckState.Failed, "5 % errors");
        Assert.IsType<Due.RollBack>(bench.Advance());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_that_fails_undoes_it_or_asks_as_the_recipe_says(bool undoes)
    {
        var bench = new Bench(Recipe(Canary) with { RollsBackOnFailure = undoes });
        for (var tries = 0; tries < 3; tries++) bench.Report(bench.RunTo("Traffic to 5 %"), succeeded: false, "connection refused");
        Assert.Equal(undoes, bench.Advance() is Due.RollBack);
        Assert.Equal(undoes ? DeploymentState.RollingBack : DeploymentState.WaitingForPerson, bench.Deployment.State);
    }

    [Fact]
    public void Where_the_way_back_fails_a_person_is_asked_and_may_give_it_up_in_a_named_state()
    {
        var bench = new Bench(Recipe(Canary));
        var shift = bench.RunTo("Traffic to 5 %");
        Assert.Null(bench.Deployment.RollBack("stop", Olga, bench.Now).Refusal);
        Assert.Equal("deployment.too-late", bench.Deployment.Report(shift, new(true), "HAProxy", bench.Now).Refusal?.Code);
        for (var tries = 0; tries < 3; tries++) bench.Report(bench.Begin("Traffic to 0 %"), succeeded: false, "HAProxy is gone");
        Assert.IsType<Due.Ask>(bench.Advance());
        Assert.Equal("deployment.goes-back", bench.Deployment.Abort("enough", Olga, bench.Now).Refusal?.Code);
        Assert.Null(bench.Deployment.GiveUp("HAProxy is being rebuilt", Olga, bench.Now).Refusal);
        Assert.Equal((DeploymentState.Failed, false), (bench.Deployment.State, bench.Deployment.Traffic.IsKnown));
        Assert.Null(bench.Deployment.RollBack("it is back", Olga, bench.Now).Refusal);
        Assert.Equal(DeploymentState.RolledBack, bench.RunToEnd());
        Assert.Equal(new(0), bench.Deployment.Traffic);
    }

    [Fact]
    public void A_shift_that_failed_halfway_is_where_it_was_read_back()
    {
        var bench = new Bench(Recipe(Canary));
        bench.Report(bench.RunTo("Traffic to 5 %"), succeeded: false, "one of two servers", traffic: 3);
        Assert.Equal(new(3), bench.Deployment.Traffic);
    }

    [Fact]
    public void Where_nothing_was_done_there_is_nothing_to_undo()
    {
        var bench = new Bench(Recipe(Once));
        Assert.Equal("deployment.nothing-to-roll-back", bench.Deployment.RollBack("stop", Olga, bench.Now).Refusal?.Code);
        Assert.Equal("deployment.text-missing", bench.Deployment.RollBack("", Olga, bench.Now).Refusal?.Code);
    }

    [Fact]
    public void Paused_on_the_way_back_it_goes_on_back()
    {
        var bench = new Bench(Recipe(Once));
        bench.RunTo("Verify");
        bench.Deployment.RollBack("stop", Olga, bench.Now);
        Assert.Null(bench.Deployment.Pause("wait", Olga, bench.Now).Refusal);
        Assert.Equal(new Due.Rest(null), bench.Advance());
        Assert.Equal("deployment.not-from-state", bench.Deployment.RollBack("again", Olga, bench.Now).Refusal?.Code);
        bench.Deployment.Resume(Olga, bench.Now);
        Assert.Equal(DeploymentState.RollingBack, bench.Deployment.State);
        bench.Begin("Put back");
    }
}
