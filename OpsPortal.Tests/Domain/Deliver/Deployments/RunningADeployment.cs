using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Verifications;
using static OpsPortal.Tests.Domain.Deliver.Deployments.Bench;

namespace OpsPortal.Tests.Domain.Deliver.Deployments;

/// <summary>What is due, and what becomes of what was done.</summary>
public sealed class RunningADeployment
{
    public static TheoryData<string> Models => ["once", "rings", "blue-green", "canary"];

    [Theory]
    [MemberData(nameof(Models))]
    public void It_succeeds_with_all_traffic_on_the_new_version_and_every_step_done_once(string model)
    {
        var bench = new Bench(Recipe(Of(model)) with { Retire = model is "blue-green" or "canary" ? [Tidy] : [] });
        Assert.Equal(DeploymentState.Succeeded, bench.RunToEnd());
        Assert.Equal(new(100), bench.Deployment.Traffic);
        Assert.All(bench.Deployment.Attempts, attempt => Assert.Equal((1, StepState.Succeeded), (attempt.Attempt, attempt.State)));
        Assert.Equal(bench.Deployment.Stages.Sum(stage => stage.Steps.Count), bench.Deployment.Attempts.Count);
    }

    [Fact]
    public void Nothing_is_due_before_it_is_started()
    {
        var bench = new Bench(Recipe(Once), started: false);
        Assert.Equal(new Due.Rest(null), bench.Advance());
        Assert.Equal("deployment.not-from-state", bench.Deployment.Resume(Olga, bench.Now).Refusal?.Code);
        Assert.Null(bench.Deployment.Abort("not today", Olga, bench.Now).Refusal);
        Assert.Equal("deployment.not-from-state", bench.Deployment.Start(Olga, bench.Now).Refusal?.Code);
    }

    [Fact]
    public void Asked_twice_the_engine_says_the_same_and_does_nothing()
    {
        var bench = new Bench(Recipe(Once));
        Assert.Equal(DeploymentEngine.Next(bench.Deployment, bench.Now), DeploymentEngine.Next(bench.Deployment, bench.Now));
        Assert.Empty(bench.Deployment.Attempts);
    }

    [Fact]
    public void While_an_attempt_runs_nothing_else_begins_and_its_time_out_is_what_is_waited_for()
    {
        var bench = new Bench(Recipe(Once));
        var key = bench.Begin("Copy");
        Assert.Equal("DEP-1/1/1/1", key.ToString());
        Assert.Equal(new Due.Rest(bench.Now + Copy.TimeOut), bench.Advance());
        bench.Now += Copy.TimeOut;
        Assert.Equal(new Due.TimeOut(key), bench.Advance());
        Assert.Equal("deployment.too-late", bench.Deployment.Report(key, new(true), "Runner", bench.Now).Refusal?.Code);
    }

    [Fact]
    public void A_result_counts_once_and_only_of_the_latest_attempt()
    {
        var bench = new Bench(Recipe(Once) with { Deploy = [Copy with { IsRepeatable = true, Attempts = 3 }] });
        var first = bench.Begin("Copy");
        bench.Report(first, succeeded: false, "no route");
        var second = bench.Begin("Copy");
        Assert.Equal("DEP-1/1/1/2", second.ToString());
        Assert.Equal("deployment.older-attempt", bench.Deployment.Report(first, new(true), "Runner", bench.Now).Refusal?.Code);
        bench.Report(second, succeeded: true);
        Assert.Equal("deployment.already-reported", bench.Deployment.Report(second, new(false), "Runner", bench.Now).Refusal?.Code);
        Assert.Equal("deployment.unknown-attempt", bench.Deployment.Report(second with { Attempt = 3 }, new(true), "Runner", bench.Now).Refusal?.Code);
        Assert.Equal("deployment.unknown-attempt", bench.Deployment.Report(second with { Deployment = new(2) }, new(true), "Runner", bench.Now).Refusal?.Code);
        Assert.Equal("deployment.unknown-attempt", bench.Deployment.Report(default, new(true), "Runner", bench.Now).Refusal?.Code);
    }

    [Fact]
    public void A_lost_attempt_is_repeated_where_it_may_be_and_a_late_word_of_it_is_refused()
    {
        var bench = new Bench(Recipe(Canary));
        var first = bench.RunTo("Traffic to 5 %");
        Assert.Equal(new(0, 5), bench.Deployment.Traffic);
        Assert.Null(bench.Deployment.Lose(first, bench.Now).Refusal);
        var second = bench.Begin("Traffic to 5 %");
        Assert.Equal(2, second.Attempt);
        Assert.Equal("deployment.older-attempt", bench.Deployment.Report(first, new(true), "HAProxy", bench.Now).Refusal?.Code);
        bench.Report(second, succeeded: true);
        Assert.Equal(new(5), bench.Deployment.Traffic);
    }

    [Fact]
    public void A_lost_attempt_that_must_not_be_repeated_asks_a_person()
    {
        var bench = new Bench(Recipe(Once));
        var key = bench.Begin("Copy");
        bench.Deployment.Lose(key, bench.Now);
        Assert.IsType<Due.Ask>(bench.Advance());
        Assert.Equal((DeploymentState.WaitingForPerson, QuestionKind.UnknownOutcome, key), (bench.Deployment.State, bench.Deployment.Question?.Kind, bench.Deployment.Question?.About));
        Assert.IsType<Due.Rest>(bench.Advance());
        Assert.Equal("deployment.not-a-person", bench.Deployment.Complete("it is there", Pipeline, bench.Now).Refusal?.Code);
        Assert.Null(bench.Deployment.Complete("version 2.1.0 answers", Olga, bench.Now).Refusal);
        bench.Begin("Verify");
        Assert.Equal(new(100), bench.Deployment.Traffic);
    }

    [Fact]
    public void A_lost_attempt_that_is_heard_of_after_all_answers_for_itself()
    {
        var bench = new Bench(Recipe(Once));
        var key = bench.Begin("Copy");
        bench.Deployment.Lose(key, bench.Now);
        bench.Advance();
        bench.Report(key, succeeded: true);
        Assert.Equal((DeploymentState.Running, null), (bench.Deployment.State, bench.Deployment.Question));
        bench.Begin("Verify");
    }

    [Fact]
    public void What_a_restart_does_not_lose_cannot_be_lost()
    {
        var bench = new Bench(Recipe(Rings));
        Assert.Equal("deployment.cannot-be-lost", bench.Deployment.Lose(bench.RunTo("Verify"), bench.Now).Refusal?.Code);
        Assert.Equal("deployment.cannot-be-lost", bench.Deployment.Lose(bench.RunTo("Leave inner alone"), bench.Now).Refusal?.Code);
    }

    [Fact]
    public void Paused_it_begins_nothing_and_takes_what_runs_to_its_end()
    {
        var bench = new Bench(Recipe(Once));
        var key = bench.Begin("Copy");
        Assert.Null(bench.Deployment.Pause("lunch", Olga, bench.Now).Refusal);
        bench.Report(key, succeeded: true);
        Assert.Equal(new Due.Rest(null), bench.Advance());
        Assert.Null(bench.Deployment.Resume(Olga, bench.Now).Refusal);
        bench.Begin("Verify");
    }

    [Fact]
    public void A_wait_lasts_as_long_as_planned_and_a_clock_that_is_set_back_ends_none_early()
    {
        var bench = new Bench(Recipe(Rings));
        bench.RunTo("Leave inner alone");
        var began = bench.Now;
        bench.Now = began.AddHours(-5);
        Assert.Equal(new Due.Rest(began.AddMinutes(30)), bench.Advance());
        bench.Deployment.Comment("the clock is wrong", Olga, bench.Now);
        Assert.Equal(began, bench.Deployment.ChangedAt);
        bench.Now = began.AddMinutes(30);
        Assert.IsType<Due.Elapse>(bench.Advance());
    }

    [Fact]
    public void A_step_is_left_out_only_when_halted_by_a_person_who_says_why_and_never_while_it_runs()
    {
        var bench = new Bench(Recipe(Once));
        var key = bench.Begin("Copy");
        Assert.Equal("deployment.halt-first", bench.Deployment.Skip("no need", Olga, bench.Now).Refusal?.Code);
        bench.Deployment.Pause("wait", Olga, bench.Now);
        Assert.Equal("deployment.step-running", bench.Deployment.Skip("no need", Olga, bench.Now).Refusal?.Code);
        bench.Report(key, succeeded: true);
        Assert.Equal("deployment.text-missing", bench.Deployment.Skip(" ", Olga, bench.Now).Refusal?.Code);
        Assert.Equal("deployment.not-a-person", bench.Deployment.Skip("no need", Pipeline, bench.Now).Refusal?.Code);
        Assert.Null(bench.Deployment.Skip("seen by hand", Olga, bench.Now).Refusal);
        Assert.Equal((StepState.Skipped, "Olga", "seen by hand"), (bench.Deployment.Attempts[^1].State, bench.Deployment.Attempts[^1].EndedBy, bench.Deployment.Attempts[^1].Why));
        Assert.Equal(DeploymentState.Paused, bench.Deployment.State);
        bench.Deployment.Resume(Olga, bench.Now);
        Assert.Equal(new Due.Finish(DeploymentState.Succeeded), bench.Advance());
    }

    [Fact]
    public void Where_a_ring_was_left_out_nobody_claims_to_know_how_far_it_came()
    {
        var bench = new Bench(Recipe(Rings));
        bench.Deployment.Pause("skip the inner ring", Olga, bench.Now);
        bench.Deployment.Skip("it has no hosts", Olga, bench.Now);
        bench.Deployment.Resume(Olga, bench.Now);
        Assert.Equal(DeploymentState.Succeeded, bench.RunToEnd());
        Assert.False(bench.Deployment.Traffic.IsKnown);
    }

    [Fact]
    public void A_manual_step_waits_for_a_person_and_its_evidence()
    {
        var bench = new Bench(DeploymentRecipe.ByHand(Plan, Once));
        var key = bench.Begin("Deploy");
        Assert.Equal((DeploymentState.WaitingForPerson, QuestionKind.Manual, "Rolling, two at a time"), (bench.Deployment.State, bench.Deployment.Question?.Kind, bench.Deployment.Question?.Text));
        Assert.Equal("deployment.not-reported", bench.Deployment.Report(key, new(true), "Runner", bench.Now).Refusal?.Code);
        Assert.Equal("deployment.text-missing", bench.Deployment.Complete("", Olga, bench.Now).Refusal?.Code);
        Assert.Equal("deployment.nothing-asked", bench.Deployment.Proceed("go on", Olga, bench.Now).Refusal?.Code);
        Assert.Null(bench.Deployment.Complete("done on all four", Olga, bench.Now).Refusal);
        Assert.Equal("deployment.nothing-asked", bench.Deployment.Complete("done on all four", Olga, bench.Now).Refusal?.Code);
        bench.Begin("Look at the error rate");
    }

    [Fact]
    public void Aborted_it_leaves_the_traffic_where_it_is_and_says_so_and_hears_nothing_more()
    {
        var bench = new Bench(Recipe(Canary));
        var key = bench.RunTo("Traffic to 50 %");
        Assert.Null(bench.Deployment.Abort("wrong version", Olga, bench.Now).Refusal);
        Assert.Equal((DeploymentState.Aborted, new(5, 50), bench.Now), (bench.Deployment.State, bench.Deployment.Traffic, bench.Deployment.EndedAt));
        Assert.Equal("5 % on the new version, being moved to 50 %", bench.Deployment.Traffic.ToString());
        Assert.Equal("deployment.too-late", bench.Deployment.Report(key, new(true), "HAProxy", bench.Now).Refusal?.Code);
        Assert.Equal(new Due.Rest(null), bench.Advance());
    }

    [Fact]
    public void What_is_judged_passes_only_when_it_was_looked_long_enough()
    {
        var bench = new Bench(Recipe(Canary));
        var key = bench.RunTo("Compare at 5 %");
        bench.Judge(key, CheckState.Successful);
        Assert.Equal(new Due.Rest(bench.Now.AddMinutes(1)), bench.Advance());
        bench.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(key, Assert.IsType<Due.Look>(bench.Advance()).Key);
        bench.Now += TimeSpan.FromMinutes(9);
        bench.Judge(key, CheckState.Successful);
        bench.Begin("Traffic to 50 %");
        Assert.Equal("deployment.not-judged", bench.Deployment.Judge(bench.Deployment.Attempts[^1].Key, CheckState.Successful, "", bench.Now).Refusal?.Code);
    }

    [Fact]
    public void Neither_yes_nor_no_asks_a_person_and_goes_on_looking()
    {
        var bench = new Bench(Recipe(Canary));
        var key = bench.RunTo("Compare at 5 %");
        bench.Judge(key, CheckState.Inconclusive);
        Assert.Equal(DeploymentState.Running, bench.Deployment.State);
        bench.Now += TimeSpan.FromMinutes(10);
        bench.Judge(key, CheckState.Error, "Prometheus is down");
        Assert.Equal((DeploymentState.WaitingForPerson, QuestionKind.Inconclusive), (bench.Deployment.State, bench.Deployment.Question?.Kind));
        bench.Now += TimeSpan.FromMinutes(1);
        Assert.IsType<Due.Look>(bench.Advance());
        bench.Judge(key, CheckState.Successful);
        Assert.Equal(DeploymentState.WaitingForPerson, bench.Deployment.State);
        bench.Judge(key, CheckState.Failed, "errors at 5 %");
        Assert.IsType<Due.RollBack>(bench.Advance());
        Assert.Equal(DeploymentState.RollingBack, bench.Deployment.State);
    }

    [Fact]
    public void A_person_may_go_on_where_it_says_neither()
    {
        var bench = new Bench(Recipe(Once));
        var key = bench.RunTo("Verify");
        bench.Judge(key, null, "two of three");
        Assert.Equal(DeploymentState.Running, bench.Deployment.State);
        bench.Judge(key, CheckState.Inconclusive);
        Assert.Null(bench.Deployment.Proceed("seen by hand", Olga, bench.Now).Refusal);
        Assert.Equal(new Due.Finish(DeploymentState.Succeeded), bench.Advance());
    }

    [Fact]
    public void Every_arrow_of_the_diagram_is_meant()
    {
        var arrows = from a in Enum.GetValues<DeploymentState>() from b in Enum.GetValues<DeploymentState>() where DeploymentLifecycle.Allows(a, b) select $"{a}>{b}";
        Assert.Equal(
            "Pending>Running Pending>Aborted Running>Paused Running>WaitingForPerson Running>RollingBack Running>Succeeded Running>Aborted Paused>Running Paused>RollingBack Paused>Failed Paused>Aborted " +
            "WaitingForPerson>Running WaitingForPerson>RollingBack WaitingForPerson>Failed WaitingForPerson>Aborted RollingBack>Paused RollingBack>WaitingForPerson RollingBack>RolledBack Succeeded>RollingBack Failed>RollingBack Aborted>RollingBack",
            string.Join(' ', arrows));
    }

    internal static DeploymentModel Of(string model) => model switch { "once" => Once, "rings" => Rings, "blue-green" => BlueGreen, _ => Canary };
}
