using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Improve.Schedules;

/// <summary>A report that is mailed again and again, with what whoever saved it last may see.</summary>
/// <remarks>While it is not paused there is always a next time. What was missed is made up for once, by the latest of what was due.</remarks>
public sealed class ReportSchedule
{
    /// <summary>Most schedules of a portal.</summary>
    public const int Most = 500;

    private ReportSchedule()
    {
    }

    public ScheduleNumber Number { get; private init; }

    /// <summary>What is sent, when and to whom; replaced as a whole.</summary>
    public ReportScheduleDraft Plan { get; private set; } = new();

    /// <summary>Who answers for it: it is made with what this person may see at that time.</summary>
    public PersonId Owner { get; private set; }

    public string OwnerName { get; private set; } = "";

    /// <summary>UTC; null: it is paused.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    /// <summary>Raised by every change, so that no two send the same.</summary>
    public int Version { get; private set; }

    public bool IsPaused => DueAt is null;

    /// <summary>A new one, due from now on. Refused as <see cref="ReportScheduleDraft.Check"/>, and where no person is behind the act.</summary>
    public static Outcome<ReportSchedule> Enter(ScheduleNumber number, ReportScheduleDraft draft, Actor by, DateTimeOffset now)
    {
        var schedule = new ReportSchedule { Number = number, CreatedAt = now };
        return schedule.Save(draft, by, now, isOn: true);
    }

    /// <summary>Says it anew; whoever does so answers for it from then on. A paused one stays paused.</summary>
    public Outcome<ReportSchedule> Edit(ReportScheduleDraft draft, Actor by, DateTimeOffset now) => Save(draft, by, now, !IsPaused);

    public Outcome<ReportSchedule> Pause(Actor by, DateTimeOffset now)
    {
        if (IsPaused) return ScheduleRefusals.PausedAlready();
        DueAt = null;
        return Changed(by, now);
    }

    /// <summary>Goes on with the next time; what was due meanwhile is not made up for.</summary>
    public Outcome<ReportSchedule> Resume(Actor by, DateTimeOffset now)
    {
        if (!IsPaused) return ScheduleRefusals.NotPaused();
        DueAt = Plan.Timetable.Next(now);
        return Changed(by, now);
    }

    /// <summary>Takes what is due: the latest time that has come, and none before it. Null: nothing is due.</summary>
    public DateTimeOffset? TakeDue(DateTimeOffset now)
    {
        if (DueAt is not { } first || first > now) return null;
        var latest = Plan.Timetable.Latest(now);
        DueAt = Plan.Timetable.Next(now);
        Version++;
        return latest > first ? latest : first;
    }

    private Outcome<ReportSchedule> Save(ReportScheduleDraft draft, Actor by, DateTimeOffset now, bool isOn)
    {
        if (draft.Check() is not Outcome<ReportScheduleDraft>.Done(var plan)) return ((Outcome<ReportScheduleDraft>.Refused)draft.Check()).Why;
        if (by.Behind is not { } owner) return ScheduleRefusals.NobodyAnswers();
        (Plan, Owner, OwnerName) = (plan, owner, by.Name);
        DueAt = isOn ? plan.Timetable.Next(now) : null;
        return Changed(by, now);
    }

    private ReportSchedule Changed(Actor by, DateTimeOffset now)
    {
        (ChangedBy, ChangedAt) = (by.Name, now);
        Version++;
        return this;
    }
}
