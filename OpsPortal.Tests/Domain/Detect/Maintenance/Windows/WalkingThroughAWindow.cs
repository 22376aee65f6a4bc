using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Domain.Detect.Maintenance.Windows.MomentKind;
using static OpsPortal.Tests.Domain.Detect.Maintenance.Windows.Given;

namespace OpsPortal.Tests.Domain.Detect.Maintenance.Windows;

/// <summary>From a plan to its end, by the clock and by hand.</summary>
public sealed class WalkingThroughAWindow
{
    [Fact]
    public void Every_move_is_in_the_diagram()
    {
        var allowed = from a in Enum.GetValues<WindowState>() from b in Enum.GetValues<WindowState>() where WindowLifecycle.Allows(a, b) select $"{a}→{b}";
        Assert.Equal(
            ["AwaitingApproval→Planned", "AwaitingApproval→Cancelled", "Planned→AwaitingApproval", "Planned→Active", "Planned→Ended", "Planned→Cancelled", "Active→Planned", "Active→Ended", "Active→Cancelled"], allowed);
    }

    [Fact]
    public void It_begins_and_ends_by_the_clock()
    {
        var window = Window();
        Assert.Equal((WindowState.Planned, Noon.AddHours(1)), (window.State, window.NextEdgeAt));
        Assert.False(window.Turn(Noon.AddMinutes(59)));
        Assert.True(window.Turn(Noon.AddHours(1)));
        Assert.Equal((WindowState.Active, Noon.AddHours(3)), (window.State, window.NextEdgeAt));
        Assert.False(window.Turn(Noon.AddHours(2)));
        Assert.True(window.Turn(Noon.AddHours(3)));
        Assert.Equal((WindowState.Ended, (DateTimeOffset?)null), (window.State, window.NextEdgeAt));
        Assert.Equal([Planned, Started, Ended], window.NewMoments.Select(moment => moment.Kind));
    }

    [Fact]
    public void A_recurring_one_is_planned_again_between_its_times_until_none_is_left()
    {
        var window = Window(Plan(Schedule("FREQ=DAILY;COUNT=2")));
        window.Turn(Noon.AddHours(1));
        window.Turn(Noon.AddHours(3));
        Assert.Equal((WindowState.Planned, Noon.AddHours(25)), (window.State, window.NextEdgeAt));
        window.Turn(Noon.AddHours(25));
        window.Turn(Noon.AddHours(27));
        Assert.Equal(WindowState.Ended, window.State);
        Assert.Equal([Planned, Started, Ended, Started, Ended], window.NewMoments.Select(moment => moment.Kind));
    }

    [Fact]
    public void What_passed_while_nobody_looked_is_passed_over_and_what_is_in_force_begins_late()
    {
        var window = Window(Plan(Schedule("FREQ=DAILY;COUNT=5")));
        Assert.True(window.Turn(Noon.AddHours(50)));
        Assert.Equal((WindowState.Active, Noon.AddHours(49), Noon.AddHours(51)), (window.State, window.RunningSince, window.RunsUntil));
        Assert.Single(window.NewMoments, moment => moment.Kind == Started);
    }

    [Fact]
    public void Begun_early_it_lasts_as_long_as_planned_and_does_not_begin_again_at_its_time()
    {
        var window = Window();
        Assert.Null(window.Start(Olga, Noon).Refusal);
        Assert.Equal((Noon, Noon.AddHours(2)), (window.RunningSince, window.RunsUntil));
        window.Turn(Noon.AddHours(2));
        Assert.Equal(WindowState.Ended, window.State);
        Assert.False(window.Turn(Noon.AddHours(2.5)));
    }

    [Fact]
    public void Extended_past_its_plan_it_raises_an_alarm_until_it_ends()
    {
        var window = Window();
        window.Turn(Noon.AddHours(1));
        Assert.Null(window.Extend(Noon.AddHours(4), Olga, Noon.AddHours(2)).Refusal);
        Assert.Equal(Noon.AddHours(3), window.NextEdgeAt);
        Assert.True(window.Turn(Noon.AddHours(3)));
        Assert.True(window.AlarmIsDue);
        window.Alarmed(raised: true, Noon.AddHours(3));
        Assert.Equal((WindowState.Active, Noon.AddHours(4)), (window.State, window.NextEdgeAt));
        window.Turn(Noon.AddHours(4));
        Assert.Equal((WindowState.Ended, true), (window.State, window.AlarmIsDue));
        window.Alarmed(raised: false, Noon.AddHours(4));
        Assert.Null(window.NextEdgeAt);
        Assert.Equal([Planned, Started, Extended, Overrun, Ended], window.NewMoments.Select(moment => moment.Kind));
    }

    [Fact]
    public void One_that_ends_when_somebody_says_so_goes_on_past_its_plan_and_swallows_the_times_it_runs_over()
    {
        var window = Window(Plan(Schedule("FREQ=DAILY;COUNT=3"), endsWhenDone: true));
        window.Turn(Noon.AddHours(1));
        window.Turn(Noon.AddHours(30));
        Assert.Equal((WindowState.Active, true, (DateTimeOffset?)null), (window.State, window.OverrunSince is not null, window.RunsUntil));
        Assert.Null(window.End(Olga, Noon.AddHours(31)).Refusal);
        Assert.Equal((WindowState.Planned, Noon.AddHours(49)), (window.State, window.Next(Noon.AddHours(31))?.Start));
    }

    [Fact]
    public void Acts_out_of_season_are_refused_and_change_nothing()
    {
        var window = Window();
        var version = window.Version;
        Assert.Equal("window.not-running", window.End(Olga, Noon).Refusal?.Code);
        Assert.Equal("window.not-running", window.Extend(Noon.AddHours(9), Olga, Noon).Refusal?.Code);
        Assert.Equal("window.not-from-state", window.Approve(Priya, Noon).Refusal?.Code);
        Assert.Equal("window.text-missing", window.Cancel(" ", Olga, Noon).Refusal?.Code);
        Assert.Equal(version, window.Version);
        window.Turn(Noon.AddHours(1));
        Assert.Equal("window.running", window.Change(Plan(), Olga, false, Noon.AddHours(1)).Refusal?.Code);
        Assert.Equal("window.extend-backwards", window.Extend(Noon.AddHours(2), Olga, Noon.AddHours(1)).Refusal?.Code);
        Assert.Equal("window.extend-too-far", window.Extend(Noon.AddDays(90), Olga, Noon.AddHours(1)).Refusal?.Code);
        Assert.Null(window.Cancel("Not today", Olga, Noon.AddHours(1)).Refusal);
        Assert.Equal("window.not-from-state", window.Start(Olga, Noon.AddHours(1)).Refusal?.Code);
        Assert.Null(window.InForceOrNext(Noon.AddHours(1.5)));
    }

    [Fact]
    public void Another_person_has_to_approve_and_a_change_asks_anew()
    {
        var window = Window(needsApproval: true);
        Assert.Null(window.InForceOrNext(Noon.AddHours(1)));
        Assert.Equal("window.needs-a-person", window.Approve(Robot, Noon).Refusal?.Code);
        Assert.Equal("window.own", window.Approve(Olga, Noon).Refusal?.Code);
        Assert.Null(window.Approve(Priya, Noon).Refusal);
        Assert.Equal((WindowState.Planned, "Priya"), (window.State, window.ApprovedBy));

        Assert.Null(window.Change(Plan(Schedule(hours: 5)), Priya, needsApproval: true, Noon).Refusal);
        Assert.Equal((WindowState.AwaitingApproval, ""), (window.State, window.ApprovedBy));
        Assert.Equal("window.own", window.Approve(Priya, Noon).Refusal?.Code);
        Assert.Equal("window.own", window.Approve(Olga, Noon).Refusal?.Code);
        Assert.Null(window.Approve(Person("Tomás"), Noon).Refusal);
    }

    [Fact]
    public void One_that_nobody_approves_in_time_is_called_off()
    {
        var window = Window(needsApproval: true);
        Assert.Equal(Noon.AddHours(3), window.NextEdgeAt);
        Assert.True(window.Turn(Noon.AddHours(3)));
        Assert.Equal(WindowState.Cancelled, window.State);
    }
}
