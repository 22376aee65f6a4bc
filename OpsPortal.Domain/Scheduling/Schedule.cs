using NodaTime;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Scheduling;

/// <summary>One time that something is planned for. <paramref name="End"/> is the first instant after it.</summary>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
/// <param name="LocalStart">As the rule, or who moved it, says it in the zone of the schedule, even where no clock there shows it.</param>
public readonly record struct Occurrence(DateTimeOffset Start, DateTimeOffset End, DateTime LocalStart)
{
    /// <summary>UTC; when the rule has it. Null: as it takes place.</summary>
    public DateTimeOffset? MovedFrom { get; init; }

    /// <summary>The local date on which the rule has it: what tells it from the other times of a schedule, wherever it is moved.</summary>
    public DateOnly Date
    {
        get => _date ?? DateOnly.FromDateTime(LocalStart);
        init => _date = value;
    }

    private readonly DateOnly? _date;

    /// <summary>Whether the two share a moment; what only touches does not.</summary>
    public bool Overlaps(DateTimeOffset from, DateTimeOffset to) => Start < to && End > from;

    public bool Covers(DateTimeOffset at) => Start <= at && at < End;
}

/// <summary>When something happens, once or repeatedly: a local start, its zone, how long it lasts, and the rule. Immutable.</summary>
/// <remarks>
/// Occurrences are computed when asked for and never stored. A repeated schedule begins with the first date of its rule that is not
/// before the start. The duration is elapsed time, whatever the clocks do meanwhile.
/// </remarks>
public sealed partial class Schedule
{
    /// <summary>The longest that one time may last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>How far ahead of its start a rule may reach, in years.</summary>
    public const int MostYears = 30;

    /// <summary>Most dates left out of a rule.</summary>
    public const int MostExceptions = 500;

    private readonly DateTimeZone _zone;
    private readonly LocalDate _first, _last;
    private readonly LocalTime _time;

    /// <summary>Dates of the rule that do not take place, or not as the rule says.</summary>
    private readonly HashSet<LocalDate> _without;

    /// <summary>The times that were moved, by start.</summary>
    private readonly Occurrence[] _elsewhere;

    private Schedule(DateTime localStart, string zone, TimeSpan duration, Recurrence? recurrence, IReadOnlyList<DateOnly> exceptions, IReadOnlyList<MovedTime> moved, DateOnly last)
    {
        (LocalStart, Zone, Duration, Recurrence, Exceptions, Last) = (localStart, zone, duration, recurrence, exceptions, last);
        _zone = Zones.Get(zone);
        var local = LocalDateTime.FromDateTime(localStart);
        (_first, _time, _last) = (local.Date, local.TimeOfDay, LocalDate.FromDateOnly(last));
        _without = [.. exceptions.Concat(moved.Select(time => time.Date)).Select(LocalDate.FromDateOnly)];
        Moved = moved;
        _elsewhere = [.. moved.Select(Elsewhere).OrderBy(time => time.Start)];
    }

    public DateTime LocalStart { get; }

    /// <summary>A name of IANA, as <c>Europe/Berlin</c>.</summary>
    public string Zone { get; }

    public TimeSpan Duration { get; }

    /// <summary>Null: once.</summary>
    public Recurrence? Recurrence { get; }

    /// <summary>Local dates on which it does not take place, ascending.</summary>
    public IReadOnlyList<DateOnly> Exceptions { get; }

    /// <summary>The local date of the last occurrence, left-out dates included.</summary>
    public DateOnly Last { get; }

    /// <summary>The instant (UTC) before which none begins.</summary>
    public DateTimeOffset BeginsAt => _elsewhere.Length > 0 && _elsewhere[0].Start < On(_first).Start ? _elsewhere[0].Start : On(_first).Start;

    /// <summary>The instant (UTC) at which the last of all is over; where that was moved forward, the one at which it would have been.</summary>
    public DateTimeOffset EndsAt => _elsewhere.Select(time => time.End).Append(On(_last).End).Max();

    /// <summary>
    /// A schedule that can be planned by. Refused for an unknown zone, a duration that is none or too long, a rule that reaches too far
    /// or names no date, and for a time that lasts into the next.
    /// </summary>
    /// <param name="moved">Of those on one date the last counts; one whose date the rule does not have, or leaves out, goes with it.</param>
    public static Outcome<Schedule> Create(DateTime localStart, string zone, TimeSpan duration, Recurrence? recurrence = null, IReadOnlyList<DateOnly>? exceptions = null, IReadOnlyList<MovedTime>? moved = null)
    {
        if (!Zones.Knows(zone)) return ScheduleRefusals.UnknownZone(zone);
        if (duration <= TimeSpan.Zero) return ScheduleRefusals.EndsBeforeStart();
        if (duration > Longest) return ScheduleRefusals.TooLong();
        if (localStart.Year is < 2000 or > 2200) return ScheduleRefusals.BadStart();
        var without = (exceptions ?? []).Distinct().Order().ToList();
        if (without.Count > MostExceptions) return ScheduleRefusals.TooManyExceptions();
        if (CheckMoved(moved ?? []) is { } bad) return bad;
        localStart = DateTime.SpecifyKind(localStart, DateTimeKind.Unspecified);
        var first = DateOnly.FromDateTime(localStart);
        if (recurrence is null) return new Schedule(localStart, zone, duration, null, [], [], first);
        return recurrence.Check() is { } why ? why : Walked(new(localStart, zone, duration, recurrence, without, [], first.AddYears(MostYears)), moved ?? []);
    }

    /// <summary>A schedule as <see cref="Create"/> made it before, without going through all of it again.</summary>
    public static Schedule Kept(DateTime localStart, string zone, TimeSpan duration, Recurrence? recurrence, IReadOnlyList<DateOnly> exceptions, DateOnly last, IReadOnlyList<MovedTime>? moved = null) =>
        new(localStart, zone, duration, recurrence, exceptions, moved ?? [], last);

    /// <summary>A single time between two instants, told in a zone. Refused as <see cref="Create"/>.</summary>
    public static Outcome<Schedule> Once(DateTimeOffset start, DateTimeOffset end, string zone) =>
        !Zones.Knows(zone) ? ScheduleRefusals.UnknownZone(zone) : Create(Zones.ToLocal(start, zone), zone, end - start);

    /// <summary>What overlaps the range, ascending. Computed while it is enumerated; empty where the range is.</summary>
    public IEnumerable<Occurrence> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var at = 0;
        foreach (var date in Dates(from))
        {
            var occurrence = On(date);
            if (occurrence.Start >= to) break;
            if (_without.Contains(date)) continue;
            for (; at < _elsewhere.Length && _elsewhere[at].Start <= occurrence.Start; at++)
            {
                if (_elsewhere[at].End > from) yield return _elsewhere[at];
            }

            if (occurrence.End > from) yield return occurrence;
        }

        for (; at < _elsewhere.Length && _elsewhere[at].Start < to; at++)
        {
            if (_elsewhere[at].End > from) yield return _elsewhere[at];
        }
    }

    /// <summary>The first that begins after an instant; null where none does.</summary>
    public Occurrence? After(DateTimeOffset at)
    {
        foreach (var occurrence in Between(at, DateTimeOffset.MaxValue))
        {
            if (occurrence.Start > at) return occurrence;
        }

        return null;
    }

    /// <summary>The one that covers an instant, or else the next; null where there is none any more.</summary>
    public Occurrence? NowOrNext(DateTimeOffset at)
    {
        foreach (var occurrence in Between(at, DateTimeOffset.MaxValue)) return occurrence;
        return null;
    }

    /// <summary>The same on another day or at another hour: the first start lies elsewhere, all else stays. Refused as <see cref="Create"/>.</summary>
    public Outcome<Schedule> StartingAt(DateTime localStart, TimeSpan duration) => Create(localStart, Zone, duration, Recurrence, Exceptions, Moved);

    /// <summary>Goes through all dates once: finds the last, and what speaks against it.</summary>
    private static Outcome<Schedule> Walked(Schedule open, IReadOnlyList<MovedTime> moved)
    {
        var (count, takesPlace, last) = (0, false, open._first);
        var wanted = moved.GroupBy(time => time.Date).ToDictionary(same => LocalDate.FromDateOnly(same.Key), same => same.Last());
        var elsewhere = new List<MovedTime>();
        foreach (var date in open.Dates(DateTimeOffset.MinValue))
        {
            (last, count) = (date, count + 1);
            if (!open._without.Contains(date))
            {
                takesPlace = true;
                if (wanted.TryGetValue(date, out var time) && !time.IsAt(date.ToDateOnly().ToDateTime(TimeOnly.FromDateTime(open.LocalStart)), open.Duration)) elsewhere.Add(time);
            }

            if (count == open.Recurrence?.Count) break;
        }

        if (!takesPlace) return ScheduleRefusals.NoOccurrence();
        if (open.Recurrence is { Count: { } asked } && count < asked) return ScheduleRefusals.ReachesTooFar();
        var limit = open._first.PlusYears(MostYears);
        if (open.Recurrence is { UntilDate: { } until } && LocalDate.FromDateOnly(until) > limit) return ScheduleRefusals.ReachesTooFar();
        if (open.Recurrence is { UntilAt: { } at } && Instant.FromDateTimeOffset(at).InZone(open._zone).Date > limit) return ScheduleRefusals.ReachesTooFar();
        return Apart(new(open.LocalStart, open.Zone, open.Duration, open.Recurrence, open.Exceptions, elsewhere, last.ToDateOnly()));
    }

    /// <summary>Refused where one time lasts into the next.</summary>
    private static Outcome<Schedule> Apart(Schedule planned)
    {
        Occurrence? before = null;
        foreach (var occurrence in planned.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue))
        {
            if (before is { } earlier && earlier.End > occurrence.Start)
            {
                return earlier.MovedFrom is null && occurrence.MovedFrom is null
                    ? ScheduleRefusals.Overlaps(earlier.LocalStart, occurrence.LocalStart) : ScheduleRefusals.MovedOnto(earlier.LocalStart, occurrence.LocalStart);
            }

            before = occurrence;
        }

        return planned;
    }

    /// <summary>The local dates, ascending, from about the first that could still last at an instant.</summary>
    private IEnumerable<LocalDate> Dates(DateTimeOffset from)
    {
        if (Recurrence is not { } rule)
        {
            yield return _first;
            yield break;
        }

        var earliest = from - DateTimeOffset.MinValue < Longest + TimeSpan.FromDays(370) || from > DateTimeOffset.MaxValue.AddDays(-2) ? _first : Instant.FromDateTimeOffset(from - Duration).InZone(_zone).Date.PlusDays(-1);
        var dates = new List<LocalDate>();
        for (var index = Expansion.Periods(rule, _first, earliest); Expansion.Begin(rule, _first, index) <= _last; index++)
        {
            dates.Clear();
            Expansion.Add(rule, _first, index, dates);
            foreach (var date in dates)
            {
                if (date < _first) continue;
                if (date > _last || IsAfterEnd(rule, date)) yield break;
                yield return date;
            }
        }
    }

    private bool IsAfterEnd(Recurrence rule, LocalDate date) =>
        (rule.UntilDate is { } until && date > LocalDate.FromDateOnly(until)) || (rule.UntilAt is { } at && On(date).Start > at);

    private Occurrence On(LocalDate date)
    {
        var local = date + _time;
        var start = Zones.ToInstant(local, _zone);
        return new(start, start + Duration, local.ToDateTimeUnspecified());
    }
}
