using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>What people do with one time of a window that repeats.</summary>
public sealed partial class MaintenanceWindow
{
    /// <summary>Puts one of its times elsewhere, gives it another length, or puts it back where the rule has it. All others stay.</summary>
    /// <param name="date">The local date on which the rule has that time, see <see cref="Occurrence.Date"/>.</param>
    /// <param name="localStart">In the zone of its schedule.</param>
    /// <param name="needsApproval">It touches a service of the highest criticality: the yes given before counts no longer.</param>
    /// <remarks>
    /// Refused when the window is over or takes place once, for a time that has begun or is over, for a start that is not still to come, and where it
    /// would share a moment with another of its times. While another time is in force it can be moved, unless that needs approval.
    /// </remarks>
    public Outcome<MaintenanceWindow> MoveTime(DateOnly date, DateTime localStart, TimeSpan duration, Actor by, bool needsApproval, DateTimeOffset at)
    {
        if (IsOver) return WindowRefusals.NotFrom(State, WindowState.Planned);
        if (State == WindowState.Active && needsApproval) return WindowRefusals.Running();
        if (Schedule.Recurrence is null || Schedule.TimeOf(date) is not { } time) return ScheduleRefusals.NoSuchTime(date);
        if (time.Start <= at || IsDone(time)) return WindowRefusals.TimeHasBegun();
        var outcome = Schedule.Moving(date, localStart, duration);
        if (outcome is not Outcome<Schedule>.Done(var schedule) || schedule.TimeOf(date) is not { } there) return outcome.Refusal ?? ScheduleRefusals.NoSuchTime(date);
        if (there == time) return WindowRefusals.SameTime();
        if (there.Start <= at) return WindowRefusals.StartsInThePast();
        if (IsDone(there)) return WindowRefusals.TimeTaken();

        (Schedule, BeginsAt, EndsAt, ChangedById, ChangedBy) = (schedule, schedule.BeginsAt, schedule.EndsAt, by.Person, by.Name);
        if (State != WindowState.Active) (State, ApprovedBy, ApprovedAt) = (needsApproval ? WindowState.AwaitingApproval : WindowState.Planned, "", null);
        _newMoments.Add(new()
        {
            Window = Number,
            Kind = MomentKind.Moved,
            At = at,
            By = by.Name,
            OccurrenceStart = there.Start,
            OccurrenceEnd = EndsWhenDone ? null : there.End,
            ByRule = there.MovedFrom ?? there.Start,
            Services = string.Join(' ', Scope.Services),
        });
        return Settle(at);
    }
}
