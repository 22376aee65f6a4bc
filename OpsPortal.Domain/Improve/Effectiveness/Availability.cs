namespace OpsPortal.Domain.Improve.Effectiveness;

/// <summary>A stretch of time, in UTC; it holds its start and not its end.</summary>
public readonly record struct TimeSlice(DateTimeOffset Start, DateTimeOffset End)
{
    public TimeSpan Length => End > Start ? End - Start : TimeSpan.Zero;

    public TimeSlice Within(TimeSlice other) => new(Start > other.Start ? Start : other.Start, End < other.End ? End : other.End);
}

/// <summary>Sets of stretches of time, however they overlap.</summary>
public static class TimeSlices
{
    /// <summary>The same time in stretches that do not touch, in order.</summary>
    public static IReadOnlyList<TimeSlice> Union(IEnumerable<TimeSlice> spans)
    {
        var joined = new List<TimeSlice>();
        foreach (var span in spans.Where(span => span.End > span.Start).OrderBy(span => span.Start))
        {
            if (joined.Count > 0 && span.Start <= joined[^1].End) joined[^1] = joined[^1] with { End = span.End > joined[^1].End ? span.End : joined[^1].End };
            else joined.Add(span);
        }

        return joined;
    }

    /// <summary>What lies in both; each of them as <see cref="Union"/> makes it.</summary>
    public static IReadOnlyList<TimeSlice> Both(IReadOnlyList<TimeSlice> one, IReadOnlyList<TimeSlice> other) =>
        Union(one.SelectMany(_ => other, (mine, theirs) => mine.Within(theirs)));

    public static TimeSpan Length(IEnumerable<TimeSlice> union) => union.Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Length);
}

/// <summary>Minutes available ÷ minutes in the period, with planned maintenance left out and with it; minutes of which nothing is known are neither.</summary>
/// <param name="Known">How long it is known how the service stood.</param>
/// <param name="Unknown">How long it is not.</param>
/// <param name="Down">How long it was down, of what is known.</param>
/// <param name="Planned">How long planned work went on, of what is known.</param>
/// <param name="DownPlanned">How long it was down while planned work went on.</param>
public sealed record Availability(TimeSpan Known, TimeSpan Unknown, TimeSpan Down, TimeSpan Planned, TimeSpan DownPlanned)
{
    /// <summary>0 to 1; planned work counts neither as available nor as time. Null where no time is left.</summary>
    public double? WithoutPlanned => Ratio(Known - Planned, Down - DownPlanned);

    /// <summary>0 to 1; down is down, planned or not. Null where nothing is known.</summary>
    public double? WithPlanned => Ratio(Known, Down);

    /// <param name="period">What is asked about.</param>
    /// <param name="known">When somebody watched it.</param>
    /// <param name="down">When it was down.</param>
    /// <param name="planned">When planned work went on.</param>
    public static Availability Of(TimeSlice period, IEnumerable<TimeSlice> known, IEnumerable<TimeSlice> down, IEnumerable<TimeSlice> planned)
    {
        var watched = TimeSlices.Both([period], TimeSlices.Union(known));
        var broken = TimeSlices.Both(watched, TimeSlices.Union(down));
        var worked = TimeSlices.Both(watched, TimeSlices.Union(planned));
        var length = TimeSlices.Length(watched);
        return new(length, period.Length - length, TimeSlices.Length(broken), TimeSlices.Length(worked), TimeSlices.Length(TimeSlices.Both(broken, worked)));
    }

    private static double? Ratio(TimeSpan whole, TimeSpan lost) => whole > TimeSpan.Zero ? (whole - lost) / whole : null;
}
