using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>What the portal can count by itself; each over a stretch of time.</summary>
public enum MeasureKind
{
    /// <summary>People say the value.</summary>
    ByHand,

    /// <summary>Events of a rule or monitor.</summary>
    EventsOfRule,

    /// <summary>Of these, what nobody worked.</summary>
    NoiseOfRule,

    /// <summary>Incidents of P1 and P2 that were opened on a service.</summary>
    GraveIncidents,

    /// <summary>Deployments of a service that failed or were rolled back.</summary>
    FailedDeployments,

    /// <summary>Deployments of a service that were made because of an incident.</summary>
    ReworkDeployments,

    /// <summary>Incidents of a service that no event preceded.</summary>
    MissedDetections,

    /// <summary>Reviews that are overdue at the end of the time.</summary>
    OverdueReviews,
}

/// <summary>One value of a measure.</summary>
/// <param name="From">UTC; the beginning of the time it is about.</param>
/// <param name="Until">UTC; its end, not included.</param>
/// <param name="By">Who measured, as shown.</param>
public sealed record MeasuredValue(double Value, DateTimeOffset From, DateTimeOffset Until, string By)
{
    public TimeSpan Period => Until - From;
}

/// <summary>By what it will show whether an improvement was one.</summary>
/// <param name="What">In words: <c>Events of Disk is full that nobody worked</c>.</param>
/// <param name="Unit">As <c>events</c>.</param>
/// <param name="About">What is counted: a service's key, or a rule as <see cref="Advice.RuleSubject"/> writes it; empty where people say the value, and for all services.</param>
/// <param name="Before">As it was; null: nobody has measured.</param>
/// <param name="After">As it became, over as long a time; null: not yet.</param>
public sealed record Measure(string What, string Unit, MeasureKind Kind = MeasureKind.ByHand, string About = "", bool LowerIsBetter = true, MeasuredValue? Before = null, MeasuredValue? After = null)
{
    public const int MaxWhatLength = 200, MaxUnitLength = 40, MaxAboutLength = 300;

    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    /// <summary>The portal counts it without being asked.</summary>
    public bool IsAutomatic => Kind != MeasureKind.ByHand;

    /// <summary>Whether it became better; null where that cannot be said yet, or nothing changed.</summary>
    public bool? IsBetter => Before is { } before && After is { } after && before.Value.CompareTo(after.Value) is var change && change != 0 ? change > 0 == LowerIsBetter : null;

    /// <summary>Why a value cannot be taken, or null where it can.</summary>
    public static Refusal? Fault(MeasuredValue value, DateTimeOffset now) =>
        !double.IsFinite(value.Value) ? ImprovementRefusals.BadValue()
        : value.Until <= value.From || value.Period > LongestPeriod || value.Until > now ? ImprovementRefusals.BadPeriod(LongestPeriod) : null;
}
