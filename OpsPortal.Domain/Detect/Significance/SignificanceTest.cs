using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>What must be true of the signals a rule speaks of before it gives its verdict.</summary>
public enum TestKind
{
    /// <summary>Each signal by itself.</summary>
    Match,

    /// <summary>So many signals within a time.</summary>
    Count,

    /// <summary>No signal for a time.</summary>
    Absence,

    /// <summary>The first signal, or the first after so long a time.</summary>
    FirstSeen,

    /// <summary>So many times more signals within a time than in the times before it.</summary>
    RateChange,
}

/// <summary>The test of a rule with its numbers.</summary>
/// <param name="Within">The window; not used by <see cref="TestKind.Match"/>.</param>
/// <param name="Count">Signals: for <see cref="TestKind.Count"/> how many, for <see cref="TestKind.RateChange"/> how many at least.</param>
/// <param name="Factor">For <see cref="TestKind.RateChange"/>: how many times the usual.</param>
/// <param name="By">Label names; each combination of their values is counted by itself and becomes an event of its own. Empty: all together.</param>
public sealed record SignificanceTest(TestKind Kind, TimeSpan Within = default, int Count = 1, double Factor = 1, IReadOnlyList<string>? By = null)
{
    public const int MaxCount = 1000;
    public const int MaxBy = 5;

    /// <summary>With how many windows before it the present one is compared.</summary>
    public const int WindowsBefore = 6;

    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The longest window within which signals are counted one by one.</summary>
    public static readonly TimeSpan LongestCount = TimeSpan.FromDays(1);

    public static SignificanceTest Match { get; } = new(TestKind.Match);

    /// <summary>Whether signals are looked at together, by the values of <see cref="By"/>.</summary>
    public bool IsCollective => Kind != TestKind.Match;

    public IReadOnlyList<string> Groups => By ?? [];

    /// <summary>Why these numbers make no test, or null where they do.</summary>
    public Refusal? Check()
    {
        if (Groups.Count > MaxBy) return RuleRefusals.TooManyGroups();
        if (!IsCollective) return null;
        var longest = Kind is TestKind.Count or TestKind.RateChange ? LongestCount : Longest;
        if (Within < Shortest || Within > longest) return RuleRefusals.BadWindow(Shortest, longest);
        if (Kind is TestKind.Count or TestKind.RateChange && Count is < 1 or > MaxCount) return RuleRefusals.BadCount();
        return Kind == TestKind.RateChange && !(Factor is > 1 and <= 1000) ? RuleRefusals.BadFactor() : null;
    }
}
