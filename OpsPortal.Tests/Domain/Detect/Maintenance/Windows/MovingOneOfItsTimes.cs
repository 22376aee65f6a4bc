using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Tests.Domain.Detect.Maintenance.Windows.Given;

namespace OpsPortal.Tests.Domain.Detect.Maintenance.Windows;

/// <summary>One time of a window that repeats is moved: it begins and ends there, and what may not be moved is refused.</summary>
public sealed class MovingOneOfItsTimes
{
    private static readonly DateOnly First = DateOnly.FromDateTime(Noon.UtcDateTime);

    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    [Fact]
    public void It_is_in_force_at_the_new_time_and_not_at_the_old_one()
    {
        var window = Daily();
        var version = window.Version;
        Assert.Null(window.MoveTime(First, Local(5), OneHour, Priya, needsApproval: false, Noon).Refusal);
        Assert.True(window.Version > version);
        Assert.Equal((Noon.AddHours(5), "Priya"), (window.NextEdgeAt, window.ChangedBy));
        Assert.False(window.Turn(Noon.AddHours(2)));
        Assert.True(window.Turn(Noon.AddHours(5)));
        Assert.Equal((WindowState.Active, Noon.AddHours(6)), (window.State, window.RunsUntil));
        Assert.True(window.Turn(Noon.AddHours(6)));
        Assert.Equal((WindowState.Planned, Noon.AddHours(25)), (window.State, window.NextEdgeAt));
        var told = window.NewMoments.Where(moment => moment.Kind is MomentKind.Moved or MomentKind.Started or MomentKind.Ended).ToList();
        Assert.Equal([MomentKind.Moved, MomentKind.Started, MomentKind.Ended], told.Select(moment => moment.Kind));
        Assert.All(told, moment => Assert.Equal(Noon.AddHours(1), moment.ByRule));
        Assert.Equal((Noon.AddHours(5), Noon.AddHours(6)), (told[0].OccurrenceStart, told[0].OccurrenceEnd));
    }

    [Fact]
    public void It_may_go_beyond_another_of_its_times_and_both_take_place()
    {
        var window = Daily();
        Assert.Null(window.MoveTime(First, Local(30), OneHour, Olga, needsApproval: false, Noon).Refusal);
        var begun = new List<DateTimeOffset?>();
        for (var hour = 0; hour <= 60; hour++)
        {
            window.Turn(Noon.AddHours(hour));
            if (window.State == WindowState.Active && !begun.Contains(window.PlannedStart)) begun.Add(window.PlannedStart);
        }

        Assert.Equal([Noon.AddHours(25), Noon.AddHours(30), Noon.AddHours(49)], begun);
        Assert.Equal(WindowState.Ended, window.State);
    }

    [Fact]
    public void Begun_early_it_lasts_as_long_as_it_was_moved_to()
    {
        var window = Daily();
        window.MoveTime(First, Local(5), TimeSpan.FromHours(4), Olga, needsApproval: false, Noon);
        Assert.Null(window.Start(Olga, Noon.AddHours(4)).Refusal);
        Assert.Equal(Noon.AddHours(8), window.RunsUntil);
    }

    [Fact]
    public void While_one_is_in_force_another_can_be_moved_but_not_into_it_and_not_where_that_needs_approval()
    {
        var window = Daily();
        window.Turn(Noon.AddHours(1));
        Assert.Equal("window.time-has-begun", window.MoveTime(First, Local(5), OneHour, Olga, needsApproval: false, Noon.AddHours(1)).Refusal?.Code);
        Assert.Equal("window.running", window.MoveTime(First.AddDays(1), Local(20), OneHour, Olga, needsApproval: true, Noon.AddHours(1)).Refusal?.Code);
        Assert.Null(window.Extend(Noon.AddHours(8), Olga, Noon.AddHours(1)).Refusal);
        Assert.Equal("window.time-taken", window.MoveTime(First.AddDays(1), Local(7), OneHour, Olga, needsApproval: false, Noon.AddHours(1)).Refusal?.Code);
        Assert.Null(window.MoveTime(First.AddDays(1), Local(20), OneHour, Olga, needsApproval: false, Noon.AddHours(1)).Refusal);
        Assert.Equal((WindowState.Active, Noon.AddHours(8)), (window.State, window.RunsUntil));
    }

    [Fact]
    public void What_is_over_once_nowhere_or_in_the_past_is_refused_and_nothing_changes()
    {
        var window = Daily();
        var version = window.Version;
        Assert.Equal("window.same-time", window.MoveTime(First, Local(1), TimeSpan.FromHours(2), Olga, needsApproval: false, Noon).Refusal?.Code);
        Assert.Equal("window.in-the-past", window.MoveTime(First, Local(-1), OneHour, Olga, needsApproval: false, Noon).Refusal?.Code);
        Assert.Equal("window.in-the-past", window.MoveTime(First, Local(0), OneHour, Olga, needsApproval: false, Noon).Refusal?.Code);
        Assert.Equal("schedule.no-such-time", window.MoveTime(First.AddDays(9), Local(5), OneHour, Olga, needsApproval: false, Noon).Refusal?.Code);
        Assert.Equal("schedule.overlaps", window.MoveTime(First, Local(25), OneHour, Olga, needsApproval: false, Noon).Refusal?.Code);
        Assert.Equal("schedule.no-such-time", Window().MoveTime(First, Local(5), OneHour, Olga, needsApproval: false, Noon).Refusal?.Code);
        Assert.Equal((version, 0), (window.Version, window.Schedule.Moved.Count));
        window.Cancel("Off", Olga, Noon);
        Assert.Equal("window.not-from-state", window.MoveTime(First, Local(5), OneHour, Olga, needsApproval: false, Noon).Refusal?.Code);
    }

    [Fact]
    public void What_touches_the_most_critical_waits_for_another_yes()
    {
        var window = Window(Plan(Schedule("FREQ=DAILY;COUNT=3")), needsApproval: true);
        Assert.Null(window.Approve(Priya, Noon).Refusal);
        Assert.Null(window.MoveTime(First, Local(5), OneHour, Olga, needsApproval: true, Noon).Refusal);
        Assert.Equal((WindowState.AwaitingApproval, ""), (window.State, window.ApprovedBy));
        Assert.Equal("window.own", window.Approve(Olga, Noon).Refusal?.Code);
    }

    [Fact]
    public void The_first_moved_forward_begins_the_plan_and_the_last_moved_back_ends_it()
    {
        var window = Daily(startsInHours: 10);
        Assert.Null(window.MoveTime(First, Local(2), OneHour, Olga, needsApproval: false, Noon).Refusal);
        Assert.Null(window.MoveTime(First.AddDays(2), Local(100), OneHour, Olga, needsApproval: false, Noon).Refusal);
        Assert.Equal((Noon.AddHours(2), Noon.AddHours(101)), (window.BeginsAt, window.EndsAt));
        Assert.Equal([Noon.AddHours(2), Noon.AddHours(34), Noon.AddHours(100)], window.Between(Noon, Noon.AddDays(9)).Select(time => time.Start));
    }

    private static MaintenanceWindow Daily(double startsInHours = 1) => Window(Plan(Schedule("FREQ=DAILY;COUNT=3", startsInHours)));

    private static DateTime Local(double hours) => Noon.UtcDateTime.AddHours(hours);
}
