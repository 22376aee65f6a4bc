using System.Globalization;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>What a rule has to say of a signal.</summary>
public enum RuleSays
{
    /// <summary>Its filter does not hold.</summary>
    Nothing,

    /// <summary>It decides.</summary>
    Decides,

    /// <summary>Its filter holds, but another has decided.</summary>
    NotAsked,

    /// <summary>It is switched off.</summary>
    Off,
}

/// <summary>One line of the answer to "why?" or "why not?".</summary>
/// <param name="Words">Why; for a rule that says nothing, the first condition that would have to be otherwise.</param>
public sealed record RuleExplanation(SignificanceRule Rule, RuleSays Says, string Words);

/// <summary>Rules and times in words.</summary>
public static class Words
{
    /// <summary>What a rule does, as <c>an event when 5 signals come within 10 min, by host</c>.</summary>
    public static string Of(SignificanceRule rule)
    {
        var test = rule.Test;
        var verdict = rule.Significant ? "an event" : "no event";
        var by = test.Groups.Count == 0 ? "" : $", by {string.Join(" and ", test.Groups)}";
        return test.Kind switch
        {
            TestKind.Count => $"{verdict} when {test.Count} signals come within {Span(test.Within)}{by}",
            TestKind.Absence => $"{verdict} when none comes for {Span(test.Within)}{by}",
            TestKind.FirstSeen => $"{verdict} when one comes that has not been seen for {Span(test.Within)}{by}",
            TestKind.RateChange => string.Create(CultureInfo.InvariantCulture, $"{verdict} when {test.Factor:0.#} times as many as usual, and {test.Count} at least, come within {Span(test.Within)}{by}"),
            _ => verdict,
        };
    }

    /// <summary>A time in its two largest units, as <c>1 h 04 min</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        { TotalMinutes: < 60, Seconds: 0 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds:00} s"),
        { TotalHours: < 24, Minutes: 0 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h"),
        { TotalHours: < 24 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h {span.Minutes:00} min"),
        { Hours: 0 } => string.Create(CultureInfo.InvariantCulture, $"{span.Days} d"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.Days} d {span.Hours} h"),
    };
}
