namespace OpsPortal.Domain.Improve.Advice;

/// <summary>Events of one rule or monitor that began in one week, by what became of them.</summary>
public sealed class NoiseWeek
{
    /// <summary>The <see cref="NoisyRule.Id"/> of the rule.</summary>
    public long Rule { get; init; }

    /// <summary>The Monday it begins on, 0:00 UTC.</summary>
    public DateOnly Week { get; init; }

    public int Events { get; set; }

    public int Worked { get; set; }

    /// <summary>What the budget is held against.</summary>
    public int Noise { get; set; }

    public int Undecided { get; set; }

    public int HeldBack { get; set; }

    /// <summary>The Monday of the week of an instant, UTC.</summary>
    public static DateOnly Of(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    public static DateTimeOffset Begin(DateOnly week) => new(week.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public void Count(EventOutcome outcome)
    {
        Events++;
        switch (outcome)
        {
            case EventOutcome.Worked: Worked++; break;
            case EventOutcome.Noise: Noise++; break;
            case EventOutcome.HeldBack: HeldBack++; break;
            default: Undecided++; break;
        }
    }
}
