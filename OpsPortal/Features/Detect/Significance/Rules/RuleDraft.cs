using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Detect.Significance.Rules;

/// <summary>A significance rule as somebody asks for it, in the shapes of the API and the form.</summary>
public sealed record RuleDraft
{
    public string Name { get; init; } = "";

    public bool Enabled { get; init; } = true;

    /// <summary>Who answers for it, as shown.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Why it is there.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The intake, as <c>syslog</c>; empty: any.</summary>
    public string Source { get; init; } = "";

    public SignalKind? Kind { get; init; }

    /// <summary>Each as Alertmanager writes it, as <c>job=~"web.*"</c>.</summary>
    public IReadOnlyList<string> Matchers { get; init; } = [];

    /// <summary>What the words of a record contain.</summary>
    public string Text { get; init; } = "";

    /// <summary><see cref="Text"/> is a regular expression.</summary>
    public bool IsPattern { get; init; }

    public TestKind Test { get; init; }

    /// <summary>The window of the test, in seconds.</summary>
    public long WithinSeconds { get; init; } = 600;

    public int Count { get; init; } = 5;

    public double Factor { get; init; } = 3;

    /// <summary>Label names to count by.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    public bool Significant { get; init; } = true;

    public EventType? Type { get; init; }

    public Priority? Priority { get; init; }

    /// <summary>After how long without a signal the event is over, in seconds.</summary>
    public long ClearAfterSeconds { get; init; } = (long)SignificanceRule.UsualClearAfter.TotalSeconds;

    public static RuleDraft Of(SignificanceRule rule) => new()
    {
        Name = rule.Name,
        Enabled = rule.Enabled,
        Owner = rule.Owner,
        Reason = rule.Reason,
        Source = rule.Filter.Source,
        Kind = rule.Filter.Kind,
        Matchers = [.. rule.Filter.Matchers.Select(matcher => matcher.ToString())],
        Text = rule.Filter.Text,
        IsPattern = rule.Filter.IsPattern,
        Test = rule.Test.Kind,
        WithinSeconds = rule.Test.IsCollective ? (long)rule.Test.Within.TotalSeconds : 600,
        Count = rule.Test.Count,
        Factor = rule.Test.Factor,
        By = rule.Test.Groups,
        Significant = rule.Significant,
        Type = rule.Type,
        Priority = rule.Priority,
        ClearAfterSeconds = (long)rule.ClearAfter.TotalSeconds,
    };

    /// <summary>The rule, or the first thing that stands in its way.</summary>
    /// <param name="confirmed">The person knows that it holds for everything.</param>
    public Outcome<SignificanceRule> ToRule(Guid id, int position, bool confirmed)
    {
        var matchers = new List<Matcher>();
        foreach (var text in Matchers.Where(text => !string.IsNullOrWhiteSpace(text)))
        {
            switch (MatcherText.Parse(text))
            {
                case Outcome<Matcher>.Done(var matcher):
                    matchers.Add(matcher);
                    break;
                case Outcome<Matcher>.Refused(var why):
                    return RuleRefusals.BadMatchers(why.Message);
            }
        }

        var filtered = SignalFilter.Create(Source.Trim(), Kind, matchers, Text, IsPattern);
        if (filtered.Refusal is { } bad) return bad;
        var filter = ((Outcome<SignalFilter>.Done)filtered).Value;
        var rule = new SignificanceRule
        {
            Id = id,
            Position = position,
            Name = Name.Trim(),
            Enabled = Enabled,
            Owner = Owner.Trim(),
            Reason = Reason.Trim(),
            Filter = filter,
            Test = Test == TestKind.Match ? SignificanceTest.Match : new(Test, Span(WithinSeconds), Count, Factor, [.. By.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)]),
            Significant = Significant,
            Type = Type,
            Priority = Priority,
            ClearAfter = Span(ClearAfterSeconds),
        };
        return rule.Check(confirmed) is { } no ? no : rule;
    }

    private static TimeSpan Span(long seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, (long)TimeSpan.FromDays(400).TotalSeconds));
}
