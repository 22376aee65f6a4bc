using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>Every expected no of a significance rule, in the words people read.</summary>
public static class RuleRefusals
{
    public static Refusal TooManyMatchers() => new("rule.too-many-matchers", $"A rule can have {SignalFilter.MaxMatchers} matchers at most.");

    public static Refusal TextTooLong() => new("rule.text-too-long", $"The text is longer than {SignalFilter.MaxTextLength} characters.");

    public static Refusal BadPattern(string why) => new("rule.bad-pattern", $"This is not a regular expression that can be run in bounded time: {why}");

    public static Refusal BadMatchers(string why) => new("rule.bad-matchers", why);

    public static Refusal TooManyGroups() => new("rule.too-many-groups", $"Count by {SignificanceTest.MaxBy} labels at most.");

    public static Refusal BadWindow(TimeSpan shortest, TimeSpan longest) =>
        new("rule.bad-window", $"The time must be between {shortest.TotalSeconds:0} seconds and {longest.TotalDays:0} days.");

    public static Refusal BadCount() => new("rule.bad-count", $"Count between 1 and {SignificanceTest.MaxCount} signals.");

    public static Refusal BadFactor() => new("rule.bad-factor", "The factor must be above 1 and at most 1000.");

    public static Refusal NameMissing() => new("rule.name-missing", "Give the rule a name.");

    public static Refusal NameTooLong() => new("rule.name-too-long", $"The name is longer than {SignificanceRule.MaxNameLength} characters.");

    public static Refusal ReasonMissing() => new("rule.reason-missing", "Write why the rule is there: whoever meets it in a year will ask.");

    public static Refusal ReasonTooLong() => new("rule.reason-too-long", $"The reason is longer than {SignificanceRule.MaxReasonLength} characters.");

    public static Refusal BadClearAfter() => new("rule.bad-clear-after", "What is not heard of again is cleared after a minute at the earliest and 30 days at the latest.");

    public static Refusal AbsenceIsSignificant() => new("rule.absence-is-significant", "A rule about absence makes an event of it; it cannot call the absence insignificant.");

    /// <summary>Not a no for good: the person is asked once more.</summary>
    public static Refusal HoldsForEverything(bool significant) => new(
        HoldsForEverythingCode, significant ? "This rule makes an event of every signal there is. Confirm that this is meant." : "This rule lets no signal become an event. Confirm that this is meant.");

    public const string HoldsForEverythingCode = "rule.holds-for-everything";

    public static Refusal ChangedMeanwhile(string by) => new("rule.changed-meanwhile", $"{by} changed the rules meanwhile. Look again, then decide.");

    public static Refusal TooManyRules(int most) => new("rule.too-many", $"There can be {most} rules at most.");
}
