using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using static OpsPortal.Domain.Respond.Automation.RunState;
using static OpsPortal.Tests.Domain.Respond.Automation.Given;

namespace OpsPortal.Tests.Domain.Respond.Automation;

/// <summary>The way of a run from proposal to its end, and who may say yes to it.</summary>
public sealed class WalkingThroughARun
{
    private static readonly GuardrailDecision Asks = new(Ruling.Ask, AutomationRefusals.NeedsApproval());

    [Fact]
    public void Goes_by_these_arrows_and_no_others()
    {
        var arrows = from one in Enum.GetValues<RunState>() from other in Enum.GetValues<RunState>() where RunLifecycle.Allows(one, other) select $"{one}>{other}";
        Assert.Equal(
            [
                "Proposed>AwaitingApproval", "Proposed>Queued", "Proposed>Refused", "Proposed>Rehearsed",
                "AwaitingApproval>Queued", "AwaitingApproval>Stopped", "AwaitingApproval>Refused",
                "Queued>Running", "Queued>Failed", "Queued>Stopped",
                "Running>Queued", "Running>Succeeded", "Running>Failed",
            ], arrows);
        Assert.Equal([Succeeded, Failed, Stopped, Refused, Rehearsed], Enum.GetValues<RunState>().Where(RunLifecycle.IsOver));
    }

    [Theory]
    [InlineData(Ruling.Go, false, Proposed)]
    [InlineData(Ruling.Go, true, Rehearsed)]
    [InlineData(Ruling.Ask, false, AwaitingApproval)]
    [InlineData(Ruling.Ask, true, Rehearsed)]
    [InlineData(Ruling.Refuse, false, Refused)]
    [InlineData(Ruling.Stop, true, Refused)]
    public void Begins_as_the_guardrails_say(Ruling ruling, bool rehearsed, RunState begins)
    {
        var run = Run(Trigger());
        run.Rule(new(ruling, ruling == Ruling.Go ? null : AutomationRefusals.Suppressed()), rehearsed, TimeSpan.FromHours(1));
        Assert.Equal(begins, run.State);
    }

    [Fact]
    public void Is_approved_by_another_person_than_whoever_saved_the_trigger_last()
    {
        var trigger = Trigger(savedBy: Olga);
        Assert.Equal("automation.own-trigger", Asking(trigger).Approve(Olga, trigger, "", Noon.AddMinutes(2)).Refusal?.Code);
        Assert.Equal("automation.not-a-person", Asking(trigger).Approve(Priya with { Person = null }, trigger, "", Noon.AddMinutes(2)).Refusal?.Code);
        var run = Asking(trigger);
        Assert.Null(run.Approve(Priya, trigger, "ok", Noon.AddMinutes(2)).Refusal);
        Assert.Null(run.Queue(Guid.Empty).Refusal);
        Assert.Equal((Queued, "Priya", "ok"), (run.State, run.DecidedBy, run.Note));
    }

    [Fact]
    public void Is_not_approved_by_the_same_person_through_another_account()
    {
        var trigger = Trigger(savedBy: Olga);
        Assert.Equal("automation.own-trigger", Asking(trigger).Approve(Olga with { Name = "Olga (admin)", Account = "olga-admin@example.org" }, trigger, "", Noon.AddMinutes(2)).Refusal?.Code);
    }

    [Fact]
    public void Is_not_approved_too_late_nor_twice_nor_when_its_trigger_says_something_else_by_now()
    {
        var trigger = Trigger();
        Assert.Equal("automation.too-late", Asking(trigger).Approve(Priya, trigger, "", Noon.AddMinutes(61.1)).Refusal?.Code);
        var run = Asking(trigger);
        run.Approve(Priya, trigger, "", Noon.AddMinutes(2));
        run.Queue(Guid.Empty);
        Assert.Equal("automation.not-from", run.Approve(Priya, trigger, "", Noon.AddMinutes(3)).Refusal?.Code);
        var changed = Trigger();
        changed.Saved(Olga, Noon.AddMinutes(5));
        Assert.Equal("automation.trigger-changed", Asking(changed).Approve(Priya, changed, "", Noon.AddMinutes(6)).Refusal?.Code);
        var stopped = Trigger();
        stopped.Stop(AutomationRefusals.TooManyFailures(3), Noon.AddMinutes(2));
        Assert.Equal("automation.trigger-rests", Asking(stopped).Approve(Priya, stopped, "", Noon.AddMinutes(6)).Refusal?.Code);
    }

    [Fact]
    public void Is_rejected_with_a_reason_that_everybody_reads()
    {
        var run = Asking(Trigger());
        Assert.Equal("automation.invalid-reason", run.Reject(Priya, " ", Noon).Refusal?.Code);
        Assert.Null(run.Reject(Priya, "Not during the sale.", Noon.AddMinutes(2)).Refusal);
        Assert.Equal((Refused, "Priya said no: Not during the sale."), (run.State, run.Why));
    }

    [Fact]
    public void Is_called_off_only_before_it_has_begun()
    {
        var run = Run(Trigger());
        run.Rule(new(Ruling.Go, null), rehearsed: false, TimeSpan.Zero);
        run.Queue(Guid.Empty);
        run.Start(Noon);
        Assert.Equal("automation.not-from", run.Stop("Olga", AutomationRefusals.StoppedByHand("Olga"), Noon).Refusal?.Code);
        run.Fail("503", "", again: true, Noon);
        Assert.Null(run.Stop("Olga", AutomationRefusals.StoppedByHand("Olga"), Noon).Refusal);
        Assert.Equal(Stopped, run.State);
    }

    [Fact]
    public void Failures_in_a_row_stop_the_trigger_and_a_success_between_them_does_not()
    {
        var trigger = Trigger(new() { StopAfterFailures = 3 });
        trigger.Failed(Noon);
        trigger.Failed(Noon);
        trigger.Worked();
        trigger.Failed(Noon);
        trigger.Failed(Noon);
        Assert.True(trigger.IsWatching);
        trigger.Failed(Noon);
        Assert.False(trigger.IsWatching);
        Assert.Equal("automation.not-a-person", trigger.Restart(Olga with { Person = null }, Noon).Refusal?.Code);
        Assert.Null(trigger.Restart(Olga, Noon.AddHours(1)).Refusal);
        Assert.Equal((true, 0, Noon.AddHours(1)), (trigger.IsWatching, trigger.FailuresInRow, trigger.ActiveFrom));
    }

    private static TriggerRun Asking(Trigger trigger)
    {
        var run = Run(trigger);
        run.Rule(Asks, rehearsed: false, TimeSpan.FromHours(1));
        return run;
    }
}
