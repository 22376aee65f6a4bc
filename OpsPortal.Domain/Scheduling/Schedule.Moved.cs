using NodaTime;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Scheduling;

/// <summary>One time of a rule that takes place elsewhere or lasts otherwise: what RFC 5545 tells by RECURRENCE-ID.</summary>
/// <param name="Date">The local date on which the rule has it.</param>
/// <param name="LocalStart">When it begins instead, on the clocks in the zone of the schedule.</param>
public readonly record struct MovedTime(DateOnly Date, DateTime LocalStart, TimeSpan Duration)
{
    internal bool IsAt(DateTime localStart, TimeSpan duration) => LocalStart == localStart && Duration == duration;
}

/// <summary>Times of a repeated schedule that go their own way. All others are what they would be without.</summary>
public sealed partial class Schedule
{
    /// <summary>Most times that are not where the rule has them.</summary>
    public const int MostMoved = 200;

    /// <summary>By date; never what the rule itself says.</summary>
    public IReadOnlyList<MovedTime> Moved { get; }

    /// <summary>The same with one of its times elsewhere, or of another length; back where the rule has it where that is asked for.</summary>
    /// <param name="date">See <see cref="Occurrence.Date"/>.</param>
    /// <remarks>Refused where it has no time on that date, and as <see cref="Create"/>: a time that was moved must not share a moment with another.</remarks>
    public Outcome<Schedule> Moving(DateOnly date, DateTime localStart, TimeSpan duration)
    {
        if (Recurrence is null || TimeOf(date) is null) return ScheduleRefusals.NoSuchTime(date);
        var moved = new MovedTime(date, DateTime.SpecifyKind(localStart, DateTimeKind.Unspecified), duration);
        return Create(LocalStart, Zone, Duration, Recurrence, Exceptions, [.. Moved.Where(time => time.Date != date), moved]);
    }

    /// <summary>The time that the rule has on a local date, wherever it takes place; null: none.</summary>
    public Occurrence? TimeOf(DateOnly date)
    {
        foreach (var time in _elsewhere)
        {
            if (time.Date == date) return time;
        }

        return ByRule(date);
    }

    /// <summary>The same as the rule has it; null: it has none on that date, or leaves it out.</summary>
    public Occurrence? ByRule(DateOnly date)
    {
        if (Exceptions.Contains(date)) return null;
        var wanted = LocalDate.FromDateOnly(date);
        if (wanted < _first || wanted > _last) return null;
        foreach (var named in Dates(On(wanted).Start))
        {
            if (named == wanted) return On(named);
            if (named > wanted) return null;
        }

        return null;
    }

    /// <summary>The time that begins at an instant; null: none does.</summary>
    public Occurrence? Starting(DateTimeOffset at)
    {
        foreach (var time in Between(at, at.AddTicks(1)))
        {
            if (time.Start == at) return time;
        }

        return null;
    }

    private Occurrence Elsewhere(MovedTime moved)
    {
        var start = Zones.ToInstant(LocalDateTime.FromDateTime(moved.LocalStart), _zone);
        return new(start, start + moved.Duration, moved.LocalStart) { MovedFrom = On(LocalDate.FromDateOnly(moved.Date)).Start, Date = moved.Date };
    }

    private static Refusal? CheckMoved(IReadOnlyList<MovedTime> moved)
    {
        if (moved.Count > MostMoved) return ScheduleRefusals.TooManyMoved();
        foreach (var time in moved)
        {
            if (time.Duration <= TimeSpan.Zero) return ScheduleRefusals.EndsBeforeStart();
            if (time.Duration > Longest) return ScheduleRefusals.TooLong();
            if (time.LocalStart.Year is < 2000 or > 2300) return ScheduleRefusals.BadStart();
        }

        return null;
    }
}
