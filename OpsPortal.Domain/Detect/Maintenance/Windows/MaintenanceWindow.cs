using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>Planned work, once or repeatedly, and what becomes of events meanwhile. All instants are UTC.</summary>
/// <remarks>
/// Which time is in force follows from the clock and the plan, so that a restart loses nothing; what people did to the time in force
/// (begun early, extended, ended) is kept beside. <see cref="Turn"/> brings the state in line with the clock.
/// </remarks>
public sealed partial class MaintenanceWindow
{
    public const int MaxTitleLength = 200;

    public const int MaxReasonLength = 4000;

    /// <summary>Most windows that are not over; all of them are held in memory.</summary>
    public const int MaxUnfinished = 20_000;

    /// <summary>How far past its plan a time can be extended.</summary>
    public static readonly TimeSpan LongestExtension = TimeSpan.FromDays(30);

    private readonly List<WindowMoment> _newMoments = [];

    public WindowNumber Number { get; init; }

    public string Title { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public PersonId? Owner { get; private set; }

    /// <summary>As shown; empty where nobody is named.</summary>
    public string OwnerName { get; private set; } = "";

    public required Schedule Schedule { get; set; }

    public required WindowScope Scope { get; set; }

    public required WindowEffect Effect { get; set; }

    /// <summary>The keys of the services its scope names, each between spaces: lists are narrowed by it.</summary>
    public string NamedServices { get; private set; } = "";

    /// <summary>It goes on past its plan until somebody says that the work is done.</summary>
    public bool EndsWhenDone { get; private set; }

    public WindowState State { get; private set; }

    public PersonId? RequestedById { get; private init; }

    public string RequestedBy { get; private init; } = "";

    public PersonId? ChangedById { get; private set; }

    /// <summary>Who said last what the plan is.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>Empty where nobody had to, or nobody has yet.</summary>
    public string ApprovedBy { get; private set; } = "";

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>When the time in force began; null: none is.</summary>
    public DateTimeOffset? RunningSince { get; private set; }

    /// <summary>When the time in force was to begin.</summary>
    public DateTimeOffset? PlannedStart { get; private set; }

    /// <summary>When the time in force was to end.</summary>
    public DateTimeOffset? PlannedEnd { get; private set; }

    /// <summary>When the time in force ends; null: when somebody says so, or none is in force.</summary>
    public DateTimeOffset? RunsUntil { get; private set; }

    /// <summary>Times that were to begin until then are over, whatever the plan says.</summary>
    public DateTimeOffset? DoneThrough { get; private set; }

    /// <summary>Since when the time in force is past its plan; null: it is not.</summary>
    public DateTimeOffset? OverrunSince { get; private set; }

    /// <summary>The alarm of an overrun has been raised and not been cleared.</summary>
    public bool AlarmRaised { get; private set; }

    /// <summary>When <see cref="Turn"/> has something to do; null: never again.</summary>
    public DateTimeOffset? NextEdgeAt { get; private set; }

    /// <summary>When its plan begins.</summary>
    public DateTimeOffset BeginsAt { get; private set; }

    /// <summary>When the last of its times is over by plan.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>The start of the time in force or of the next; of the last where none is left. Lists are ordered by it.</summary>
    public DateTimeOffset ShownAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public bool IsOver => WindowLifecycle.IsOver(State);

    /// <summary>What has happened to this instance and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<WindowMoment> NewMoments => _newMoments;

    /// <summary>A window from a plan that has passed <see cref="WindowPlan.Check"/>.</summary>
    /// <param name="needsApproval">It touches a service of the highest criticality.</param>
    public static MaintenanceWindow From(WindowNumber number, WindowPlan plan, Actor by, bool needsApproval, DateTimeOffset at)
    {
        var window = new MaintenanceWindow
        {
            Number = number,
            Schedule = plan.Schedule,
            Scope = plan.Scope,
            Effect = plan.Effect,
            RequestedById = by.Person,
            RequestedBy = by.Name,
            CreatedAt = at,
            State = needsApproval ? WindowState.AwaitingApproval : WindowState.Planned,
        };
        window.Take(plan, by);
        if (!needsApproval) window.Note(MomentKind.Planned, by.Name, at, window.Next(at));
        window.Turn(at);
        window.Settle(at);
        return window;
    }

    /// <summary>The time in force at an instant, or else the next; null where there is none, or nobody has approved it.</summary>
    /// <returns>From when until when; an end at the end of time means: when somebody says so.</returns>
    public (DateTimeOffset Start, DateTimeOffset End)? InForceOrNext(DateTimeOffset at)
    {
        if (State is not (WindowState.Planned or WindowState.Active)) return null;
        if (RunningSince is { } since && (RunsUntil is null || RunsUntil > at)) return (since, RunsUntil ?? DateTimeOffset.MaxValue);
        return Next(at) is { } next ? (next.Start, EndsWhenDone ? DateTimeOffset.MaxValue : next.End) : null;
    }

    /// <summary>The planned time that covers an instant, or else the next; what is over or in force is passed over.</summary>
    public Occurrence? Next(DateTimeOffset at)
    {
        foreach (var occurrence in Schedule.Between(at, DateTimeOffset.MaxValue))
        {
            if (!IsDone(occurrence)) return occurrence;
        }

        return null;
    }

    /// <summary>What it plans between two instants, ascending: the time in force as it really is, and those to come.</summary>
    public IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var occurrence in Schedule.Between(from, to))
        {
            if (occurrence.Start == PlannedStart) continue;
            yield return occurrence;
        }

        if (RunningSince is not { } since) yield break;
        var local = Zones.ToLocal(since, Schedule.Zone);
        var running = new Occurrence(since, RunsUntil ?? (PlannedEnd > to ? PlannedEnd.Value : to), local) { MovedFrom = InForce?.MovedFrom, Date = InForce?.Date ?? DateOnly.FromDateTime(local) };
        if (running.Overlaps(from, to)) yield return running;
    }

    /// <summary>The time in force as it was planned; null: none is.</summary>
    private Occurrence? InForce => PlannedStart is { } planned ? Schedule.Starting(planned) : null;

    private bool IsDone(Occurrence occurrence) =>
        occurrence.Start <= DoneThrough || occurrence.Start <= PlannedStart || (RunsUntil is { } until && occurrence.Start < until);

    private void Take(WindowPlan plan, Actor by)
    {
        (Title, Reason, Owner, OwnerName, EndsWhenDone) = (plan.Title.Trim(), plan.Reason.Trim(), plan.Owner, plan.OwnerName, plan.EndsWhenDone);
        (Schedule, Scope, Effect) = (plan.Schedule, plan.Scope, plan.Effect);
        NamedServices = plan.Scope.Services.Count == 0 ? "" : $" {string.Join(' ', plan.Scope.Services)} ";
        (ChangedById, ChangedBy) = (by.Person, by.Name);
        (BeginsAt, EndsAt) = (plan.Schedule.BeginsAt, plan.Schedule.EndsAt);
    }

    private void Note(MomentKind kind, string by, DateTimeOffset at, Occurrence? about) => _newMoments.Add(new()
    {
        Window = Number,
        Kind = kind,
        At = at,
        By = by,
        OccurrenceStart = RunningSince ?? about?.Start,
        OccurrenceEnd = RunningSince is null ? (EndsWhenDone ? null : about?.End) : RunsUntil,
        ByRule = (RunningSince is null ? about : InForce) is { } time ? time.MovedFrom ?? time.Start : null,
        Services = string.Join(' ', Scope.Services),
    });

    private Refusal? Refuse(WindowState next) => WindowLifecycle.Allows(State, next) ? null : WindowRefusals.NotFrom(State, next);
}
