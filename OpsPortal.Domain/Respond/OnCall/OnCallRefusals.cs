using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.OnCall;

/// <summary>Every expected no about rotations.</summary>
public static class OnCallRefusals
{
    public static Refusal UnknownZone(string zone) => new("on-call.invalid-zone", $"There is no time zone {(zone.Length > 60 ? zone[..60] : zone)}. Write it as Europe/Berlin.");

    public static Refusal ShiftsNeeded(int most) => new("on-call.invalid-shifts", $"A rotation has from 1 to {most} shifts.");

    public static Refusal NameTwice(string name) => new("on-call.invalid-name-twice", $"Two shifts are called {name}.");

    public static Refusal NoDays(string shift) => new("on-call.invalid-days", $"Choose at least one day for {shift}.");

    public static Refusal TooManyPeople(string shift) => new("on-call.invalid-people", $"{shift} has {ShiftTime.MostPeople} people at most.");

    public static Refusal BadTurn(string shift) => new("on-call.invalid-turn", $"In {shift} the next is on after 1 to {ShiftTime.LongestTurn} days.");

    public static Refusal TooMany() => new("on-call.too-many", $"There are {Rotation.Most} rotations at most.");

    public static Refusal NameTaken(string name) => new("on-call.name-taken", $"Another rotation of this team is called {name}.");

    public static Refusal ChangedMeanwhile(string by) => new("on-call.changed-meanwhile", $"{by} changed this rotation meanwhile. Look again, then decide.");

    public static Refusal EndsBeforeStart() => new("on-call.invalid-end", "It ends before it begins.");

    public static Refusal InPast() => new("on-call.invalid-past", "It is over already.");

    public static Refusal OverrideTooLong(TimeSpan most) => new("on-call.invalid-long", $"Somebody can stand in for {most.TotalDays:0} days at most; for longer change the rotation.");

    public static Refusal ReasonTooLong(int most) => new("on-call.invalid-reason", $"The reason is longer than {most} characters.");

    public static Refusal UnknownShift(string shift) => new("on-call.invalid-shift", $"This rotation has no shift called {shift}.");
}
