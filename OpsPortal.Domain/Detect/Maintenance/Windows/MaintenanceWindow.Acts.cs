using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>What people do with a window, and what the clock does. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class MaintenanceWindow
{
    private const string Clock = "maintenance";

    /// <summary>Says yes. Refused when it does not wait for that, to a machine, and to whoever asked for it or changed it last.</summary>
    public Outcome<MaintenanceWindow> Approve(Actor by, DateTimeOffset at)
    {
        if (State != WindowState.AwaitingApproval) return WindowRefusals.NotFrom(State, WindowState.Planned);
        if (by.Person is not { } person) return WindowRefusals.NeedsAPerson();
        if (person == RequestedById || person == ChangedById) return WindowRefusals.OwnWindow();
        (State, ApprovedBy, ApprovedAt) = (WindowState.Planned, by.Name, at);
        Note(MomentKind.Planned, by.Name, at, Next(at));
        Turn(at);
        return Settle(at);
    }

    /// <summary>Plans it anew. Refused while a time is in force, and when it is over.</summary>
    /// <param name="needsApproval">It touches a service of the highest criticality, so that the yes given before counts no longer.</param>
    public Outcome<MaintenanceWindow> Change(WindowPlan plan, Actor by, bool needsApproval, DateTimeOffset at)
    {
        if (State == WindowState.Active) return WindowRefusals.Running();
        if (IsOver) return WindowRefusals.NotFrom(State, WindowState.Planned);
        Take(plan, by);
        (State, ApprovedBy, ApprovedAt) = (needsApproval ? WindowState.AwaitingApproval : WindowState.Planned, "", null);
        Note(MomentKind.Changed, by.Name, at, Next(at));
        Turn(at);
        return Settle(at);
    }

    /// <summary>Begins the next time now; it lasts as long as planned. Refused unless it is planned and has a time left.</summary>
    public Outcome<MaintenanceWindow> Start(Actor by, DateTimeOffset at)
    {
        if (Refuse(WindowState.Active) is { } refused) return refused;
        if (Next(at) is not { } next) return WindowRefusals.NoneLeft();
        Begin(next with { Start = at, End = at + (next.End - next.Start) }, next.Start, by.Name, at);
        return Settle(at);
    }

    /// <summary>Lets the time in force last longer; where it ends when somebody says so, moves what the alarm goes by. Refused unless one is, and to a time that is not later or too far ahead.</summary>
    public Outcome<MaintenanceWindow> Extend(DateTimeOffset until, Actor by, DateTimeOffset at)
    {
        if (State != WindowState.Active || PlannedEnd is not { } planned) return WindowRefusals.NotRunning();
        if (until <= at || until <= (RunsUntil ?? planned)) return WindowRefusals.ExtendBackwards();
        if (until > planned + LongestExtension) return WindowRefusals.ExtendTooFar();
        if (EndsWhenDone) (PlannedEnd, OverrunSince) = (until, null);
        else RunsUntil = until;
        Note(MomentKind.Extended, by.Name, at, null);
        return Settle(at);
    }

    /// <summary>Ends the time in force: the work is done. Refused unless one is.</summary>
    public Outcome<MaintenanceWindow> End(Actor by, DateTimeOffset at)
    {
        if (State != WindowState.Active) return WindowRefusals.NotRunning();
        Finish(by.Name, at);
        return Settle(at);
    }

    /// <summary>Calls all of it off, or says no to it. Refused when it is over, and without a reason.</summary>
    public Outcome<MaintenanceWindow> Cancel(string reason, Actor by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(reason)) return WindowRefusals.Missing("reason");
        if (reason.Length > MaxReasonLength) return WindowRefusals.TooLong("reason", MaxReasonLength);
        if (Refuse(WindowState.Cancelled) is { } refused) return refused;
        Note(MomentKind.Cancelled, by.Name, at, Next(at));
        State = WindowState.Cancelled;
        LeaveRunning(at);
        return Settle(at);
    }

    /// <summary>Brings it in line with the clock: begins what is due, ends what is over, notices an overrun. False where nothing changed.</summary>
    /// <remarks>A time that has passed altogether while nobody looked is passed over. Doing it twice changes nothing twice.</remarks>
    public bool Turn(DateTimeOffset at)
    {
        var before = (State, RunningSince, OverrunSince);

        // An end may be followed by a start at the same instant, and that by an overrun.
        for (var step = 0; step < 3; step++)
        {
            if (State == WindowState.Active && RunsUntil <= at) Finish(Clock, at);
            else if (State == WindowState.Active && OverrunSince is null && PlannedEnd <= at) NoticeOverrun(at);
            else if (State == WindowState.Planned && Next(at) is { } due && due.Start <= at) Begin(due, due.Start, Clock, at);
        }

        if (State == WindowState.Planned && Next(at) is null) State = WindowState.Ended;
        if (State == WindowState.AwaitingApproval && Next(at) is null)
        {
            State = WindowState.Cancelled;
            Note(MomentKind.Cancelled, Clock, at, null);
        }

        if (before == (State, RunningSince, OverrunSince)) return false;
        Settle(at);
        return true;
    }

    /// <summary>Notes that the alarm of an overrun has been raised, or cleared.</summary>
    public void Alarmed(bool raised, DateTimeOffset at)
    {
        AlarmRaised = raised;
        Settle(at);
    }

    /// <summary>Whether the alarm is not what it should be.</summary>
    public bool AlarmIsDue => AlarmRaised != (OverrunSince is not null);

    private void Begin(Occurrence time, DateTimeOffset planned, string by, DateTimeOffset at)
    {
        State = WindowState.Active;
        (RunningSince, PlannedStart, PlannedEnd, RunsUntil) = (time.Start, planned, time.End, EndsWhenDone ? null : time.End);
        Note(MomentKind.Started, by, at, time);
    }

    private void NoticeOverrun(DateTimeOffset at)
    {
        OverrunSince = at;
        Note(MomentKind.Overrun, Clock, at, null);
    }

    private void Finish(string by, DateTimeOffset at)
    {
        Note(MomentKind.Ended, by, at, null);
        LeaveRunning(at);
        State = Next(at) is null ? WindowState.Ended : WindowState.Planned;
    }

    private void LeaveRunning(DateTimeOffset at)
    {
        // A time that was to begin while this one still lasted is part of it.
        if (PlannedStart is { } planned) DoneThrough = at > planned ? at : planned;
        (RunningSince, PlannedStart, PlannedEnd, RunsUntil, OverrunSince) = (null, null, null, null, null);
    }

    private MaintenanceWindow Settle(DateTimeOffset at)
    {
        var next = IsOver ? null : Next(at);
        NextEdgeAt = AlarmIsDue ? at : State switch
        {
            WindowState.Active => OverrunSince is null && RunsUntil != PlannedEnd ? PlannedEnd : RunsUntil,
            WindowState.Planned => next?.Start,
            WindowState.AwaitingApproval => EndsAt,
            _ => null,
        };
        ShownAt = RunningSince ?? next?.Start ?? (ShownAt == default ? EndsAt - Schedule.Duration : ShownAt);
        ChangedAt = at;
        Version++;
        return this;
    }
}
