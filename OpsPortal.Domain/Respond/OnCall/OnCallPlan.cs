using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Respond.OnCall;

/// <summary>One time that somebody is on.</summary>
/// <param name="Name">Of the shift.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; the first instant after it.</param>
/// <param name="Person">Null: nobody is.</param>
/// <param name="Instead">Who would be on if nobody stood in; null: nobody stands in.</param>
public sealed record OnCallShift(Guid Rotation, string Name, DateTimeOffset From, DateTimeOffset Until, PersonId? Person, PersonId? Instead = null)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < Until;
}

/// <summary>Works out who is on from a rotation and those who stand in. Nothing of it is stored.</summary>
/// <remarks>A shift begins and ends by the clock of its zone: where a clock is put forward it is an hour shorter, where it is put back an hour longer.</remarks>
public static class OnCallPlan
{
    /// <summary>The longest range that is worked out, so that no question costs much.</summary>
    public static readonly TimeSpan LongestRange = TimeSpan.FromDays(400);

    /// <summary>Every shift that shares a moment with the range, in the order of time, cut where somebody stands in.</summary>
    public static IReadOnlyList<OnCallShift> Between(Rotation rotation, IEnumerable<RotationOverride> overrides, DateTimeOffset from, DateTimeOffset until)
    {
        if (until - from > LongestRange) until = from + LongestRange;
        var own = overrides.Where(one => one.Rotation == rotation.Id && one.From < until && one.Until > from).OrderBy(one => one.From).ThenBy(one => one.Id).ToList();
        var first = DateOnly.FromDateTime(Zones.ToLocal(from, rotation.Zone)).AddDays(-1);
        var last = DateOnly.FromDateTime(Zones.ToLocal(until, rotation.Zone));
        var shifts = new List<OnCallShift>();
        for (var day = first > rotation.StartsOn ? first : rotation.StartsOn; day <= last; day = day.AddDays(1))
        {
            foreach (var time in rotation.Shifts.Where(time => time.Days.Contains(day.DayOfWeek)))
            {
                var planned = new OnCallShift(rotation.Id, time.Name, Zones.ToInstant(day.ToDateTime(time.From), rotation.Zone),
                    Zones.ToInstant((time.Until > time.From ? day : day.AddDays(1)).ToDateTime(time.Until), rotation.Zone), PersonOn(time, day, rotation.StartsOn));
                if (planned.From < until && planned.Until > from && planned.From < planned.Until) shifts.AddRange(Cut(planned, own));
            }
        }

        return [.. shifts.Where(shift => shift.From < until && shift.Until > from).OrderBy(shift => shift.From).ThenBy(shift => shift.Name, StringComparer.Ordinal)];
    }

    /// <summary>Times within the range at which nobody of the rotation is on, in order.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Gaps(IEnumerable<OnCallShift> shifts, DateTimeOffset from, DateTimeOffset until)
    {
        var gaps = new List<(DateTimeOffset From, DateTimeOffset Until)>();
        var covered = from;
        foreach (var shift in shifts.Where(shift => shift.Person is not null).OrderBy(shift => shift.From))
        {
            if (shift.From > covered && covered < until) gaps.Add((covered, shift.From < until ? shift.From : until));
            if (shift.Until > covered) covered = shift.Until;
        }

        if (covered < until) gaps.Add((covered, until));
        return gaps;
    }

    private static PersonId? PersonOn(ShiftTime time, DateOnly day, DateOnly startsOn) =>
        time.People.Count == 0 ? null : time.People[(day.DayNumber - startsOn.DayNumber) / time.EveryDays % time.People.Count];

    /// <summary>The shift in parts: those in which somebody stands in, and what is left. Of two who stand in at once the later word counts.</summary>
    private static IEnumerable<OnCallShift> Cut(OnCallShift planned, List<RotationOverride> overrides)
    {
        var over = overrides.FindAll(one => (one.Shift.Length == 0 || one.Shift == planned.Name) && one.From < planned.Until && one.Until > planned.From);
        if (over.Count == 0) return [planned];
        var edges = over.SelectMany(one => new[] { one.From, one.Until }).Where(edge => edge > planned.From && edge < planned.Until).Append(planned.From).Append(planned.Until).Distinct().Order().ToList();
        return edges.Zip(edges.Skip(1), (from, until) => over.FindLast(one => one.From <= from && one.Until >= until) is { } one && one.Person != planned.Person
            ? planned with { From = from, Until = until, Person = one.Person, Instead = planned.Person }
            : planned with { From = from, Until = until });
    }
}
