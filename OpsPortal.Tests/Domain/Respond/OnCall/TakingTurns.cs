using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;

namespace OpsPortal.Tests.Domain.Respond.OnCall;

/// <summary>Who is on follows from the rotation, the clock of its zone, and who stands in.</summary>
public sealed class TakingTurns
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly Actor Dana = new(new PersonId(Guid.Parse("00000000-0000-0000-0000-00000000000d")), "Dana", "", Permissions.All, "");
    private static readonly PersonId Ada = Person('a'), Bob = Person('b'), Eve = Person('e');

    [Fact]
    public void A_weekly_turn_changes_by_the_local_clock_also_when_clocks_are_put_forward()
    {
        var rotation = Rotation("Europe/Berlin", new ShiftTime("On call", new(9, 0), new(9, 0), ShiftTime.EveryDay, [Ada, Bob], 7));
        var shifts = OnCallPlan.Between(rotation, [], Start, Start.AddDays(35));
        Assert.All(shifts.Zip(shifts.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
        Assert.Equal(Ada, On(shifts, At(2026, 3, 8, 12)));
        Assert.Equal(Bob, On(shifts, At(2026, 3, 9, 9)));
        Assert.Equal(Ada, On(shifts, At(2026, 3, 9, 7)));

        // 29 March: 9:00 in Berlin is 7:00 UTC from then on.
        Assert.Equal(At(2026, 3, 28, 8), shifts.Single(shift => shift.Covers(At(2026, 3, 28, 12))).From);
        Assert.Equal((At(2026, 3, 28, 8), At(2026, 3, 29, 7)), shifts.Where(shift => shift.Covers(At(2026, 3, 29, 0))).Select(shift => (shift.From, shift.Until)).Single());
    }

    [Fact]
    public void Three_shifts_a_day_leave_no_gap_and_a_free_weekend_is_told()
    {
        ShiftTime[] round = [Shift("Early", 6, 14, [Ada]), Shift("Late", 14, 22, [Bob]), Shift("Night", 22, 6, [Eve])];
        Assert.Empty(Gaps(Rotation("America/New_York", round), Start.AddDays(1), Start.AddDays(30)));
        var week = Rotation("UTC", round.Select(shift => shift with { Days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday] }).ToArray());
        Assert.Equal([(At(2026, 3, 2, 0), At(2026, 3, 2, 6)), (At(2026, 3, 7, 6), At(2026, 3, 9, 6))], Gaps(week, Start, Start.AddDays(8)));
        Assert.Equal([(Start.AddHours(6), Start.AddHours(14))], Gaps(Rotation("UTC", [.. round.Skip(1), Shift("Early", 6, 14, [])]), Start.AddHours(6), Start.AddHours(20)));
    }

    [Fact]
    public void Somebody_who_stands_in_takes_the_place_for_exactly_that_time()
    {
        var rotation = Rotation("UTC", Shift("Day", 8, 20, [Ada]), Shift("Night", 20, 8, [Bob]));
        var over = new RotationOverride { Id = Person('1').Value, Rotation = rotation.Id, Person = Eve, From = At(2026, 3, 3, 18), Until = At(2026, 3, 3, 22), By = "Dana" };
        var shifts = OnCallPlan.Between(rotation, [over], At(2026, 3, 3, 8), At(2026, 3, 4, 8));
        Assert.Equal(
            [("Day", 8, Ada, (PersonId?)null), ("Day", 18, Eve, Ada), ("Night", 20, Eve, Bob), ("Night", 22, Bob, null)],
            shifts.Select(shift => (shift.Name, shift.From.Hour, shift.Person!.Value, shift.Instead)));
        Assert.Empty(OnCallPlan.Gaps(shifts, At(2026, 3, 3, 8), At(2026, 3, 4, 8)));
        var ofDay = new RotationOverride { Id = over.Id, Rotation = rotation.Id, Shift = "Day", Person = Eve, From = over.From, Until = over.Until, By = "Dana" };
        Assert.Equal(Bob, On(OnCallPlan.Between(rotation, [ofDay], Start, Start.AddDays(3)), At(2026, 3, 3, 21)));
    }

    [Fact]
    public void Nobody_is_on_before_the_first_day() =>
        Assert.Empty(OnCallPlan.Between(Rotation("UTC", Shift("Day", 8, 20, [Ada])), [], Start.AddDays(-10), Start));

    [Theory]
    [InlineData("Mars/Olympus", "on-call.invalid-zone")]
    [InlineData("", "on-call.invalid-zone")]
    public void A_rotation_has_a_zone(string zone, string code) => Assert.Equal(code, new RotationDraft("R", TeamId.New(Start), zone, new(2026, 3, 2), [Shift("Day", 8, 20, [Ada])]).Check()?.Code);

    [Fact]
    public void A_rotation_has_shifts_with_days_and_names_of_their_own()
    {
        var draft = new RotationDraft("R", TeamId.New(Start), "UTC", new(2026, 3, 2), []);
        Assert.Equal("on-call.invalid-shifts", draft.Check()?.Code);
        Assert.Equal("on-call.invalid-days", (draft with { Shifts = [Shift("Day", 8, 20, []) with { Days = [] }] }).Check()?.Code);
        Assert.Equal("on-call.invalid-name-twice", (draft with { Shifts = [Shift("Day", 8, 20, []), Shift("day", 8, 20, [])] }).Check()?.Code);
        Assert.Equal("on-call.invalid-turn", (draft with { Shifts = [Shift("Day", 8, 20, []) with { EveryDays = 0 }] }).Check()?.Code);
    }

    private static PersonId Person(char name) => new(Guid.Parse($"00000000-0000-0000-0000-00000000000{name}"));

    private static ShiftTime Shift(string name, int from, int until, IReadOnlyList<PersonId> people) => new(name, new(from, 0), new(until, 0), ShiftTime.EveryDay, people, 1);

    private static Rotation Rotation(string zone, params ShiftTime[] shifts)
    {
        var draft = new RotationDraft("Desk", TeamId.New(Start), zone, new(2026, 3, 2), shifts);
        Assert.Null(draft.Check());
        return OpsPortal.Domain.Respond.OnCall.Rotation.From(draft, Dana, Start);
    }

    private static IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Gaps(Rotation rotation, DateTimeOffset from, DateTimeOffset until) => OnCallPlan.Gaps(OnCallPlan.Between(rotation, [], from, until), from, until);

    private static PersonId? On(IEnumerable<OnCallShift> shifts, DateTimeOffset at) => shifts.Single(shift => shift.Covers(at)).Person;

    private static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.Zero);
}
