using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Respond.OnCall;

/// <summary>A shift of the day, and who takes it in turns.</summary>
/// <param name="Name">As people call it: Early, Night, On call.</param>
/// <param name="From">Local time of its beginning.</param>
/// <param name="Until">Local time of its end; not later than <paramref name="From"/>: on the next day.</param>
/// <param name="Days">Days of the week on which it begins.</param>
/// <param name="People">In the order of their turns; empty: nobody takes it.</param>
/// <param name="EveryDays">After so many days the next is on; 7: weekly.</param>
public sealed record ShiftTime(string Name, TimeOnly From, TimeOnly Until, IReadOnlyList<DayOfWeek> Days, IReadOnlyList<PersonId> People, int EveryDays)
{
    public const int MaxNameLength = 60, MostPeople = 50, LongestTurn = 365;

    public static IReadOnlyList<DayOfWeek> EveryDay { get; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    internal Refusal? Check()
    {
        if (Plain.Fault("name", Name, MaxNameLength) is { } why) return why;
        if (Days.Count == 0) return OnCallRefusals.NoDays(Name);
        if (People.Count > MostPeople) return OnCallRefusals.TooManyPeople(Name);
        return EveryDays is < 1 or > LongestTurn ? OnCallRefusals.BadTurn(Name) : null;
    }
}

/// <summary>A rotation as somebody wants it to be, in full.</summary>
/// <param name="Zone">A name of IANA; all its times are of clocks there.</param>
/// <param name="StartsOn">The first local day; the first of each shift's people is on then.</param>
public sealed record RotationDraft(string Name, TeamId Team, string Zone, DateOnly StartsOn, IReadOnlyList<ShiftTime> Shifts)
{
    public const int MostShifts = 12;

    /// <summary>Why it cannot be; null: it can.</summary>
    public Refusal? Check()
    {
        if (Plain.Fault("name", Name, ShiftTime.MaxNameLength) is { } why) return why;
        if (!Zones.Knows(Zone)) return OnCallRefusals.UnknownZone(Zone);
        if (Shifts.Count is 0 or > MostShifts) return OnCallRefusals.ShiftsNeeded(MostShifts);
        if (Shifts.Select(shift => shift.Check()).FirstOrDefault(fault => fault is not null) is { } bad) return bad;
        return Shifts.GroupBy(shift => shift.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice ? OnCallRefusals.NameTwice(twice.Key) : null;
    }
}

/// <summary>Who of a team is on, when. All its times are local; what they are in UTC follows from the zone when it is asked.</summary>
public sealed class Rotation
{
    /// <summary>Most rotations there may be.</summary>
    public const int Most = 500;

    public Guid Id { get; private init; }

    public TeamId Team { get; private set; }

    public string Name { get; private set; } = "";

    public string Zone { get; private set; } = Zones.Utc;

    public DateOnly StartsOn { get; private set; }

    public IReadOnlyList<ShiftTime> Shifts { get; private set; } = [];

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change.</summary>
    public int Version { get; private set; }

    /// <summary>A rotation from a draft that has passed its check.</summary>
    public static Rotation From(RotationDraft draft, Actor by, DateTimeOffset at)
    {
        var rotation = new Rotation { Id = Guid.CreateVersion7(at) };
        rotation.Become(draft, by, at);
        return rotation;
    }

    public void Become(RotationDraft draft, Actor by, DateTimeOffset at)
    {
        (Name, Team, Zone, StartsOn, Shifts) = (draft.Name.Trim(), draft.Team, draft.Zone, draft.StartsOn, draft.Shifts);
        (ChangedBy, ChangedAt) = (by.Name, at);
        Version++;
    }

    public RotationDraft ToDraft() => new(Name, Team, Zone, StartsOn, Shifts);
}

/// <summary>Somebody takes another's place for a while.</summary>
public sealed class RotationOverride
{
    public const int MaxReasonLength = 300;

    /// <summary>The longest of all.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public Guid Id { get; init; }

    public Guid Rotation { get; init; }

    /// <summary>The shift it is about; empty: whatever shift is on then.</summary>
    public string Shift { get; init; } = "";

    public PersonId Person { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset Until { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Who said so, as shown.</summary>
    public required string By { get; init; }

    /// <summary>Why it cannot be; null: it can.</summary>
    public static Refusal? Check(DateTimeOffset from, DateTimeOffset until, string reason, DateTimeOffset now)
    {
        if (until <= from) return OnCallRefusals.EndsBeforeStart();
        if (until <= now) return OnCallRefusals.InPast();
        if (until - from > Longest) return OnCallRefusals.OverrideTooLong(Longest);
        return reason.Length > MaxReasonLength ? OnCallRefusals.ReasonTooLong(MaxReasonLength) : null;
    }
}
