using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>What makes two events occurrences of the same trouble: what it is called, and the service it concerns.</summary>
/// <param name="What">The name of the alert, monitor or rule; where there is none, the title with its numbers left out. Empty: none, nothing matches.</param>
/// <param name="Service">The key of the service; empty: events of no known service.</param>
/// <remarks>
/// The host is no part of it: the same alert on another machine of the service is the same trouble. What only stands behind
/// another event in its group is a symptom, and counts as an occurrence of that other event alone.
/// </remarks>
public readonly record struct ProblemPattern(string What, string Service)
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxWhatLength = Likeness.MaxLength;

    /// <summary>Nothing matches it.</summary>
    public static ProblemPattern None { get; } = new("", "");

    public bool IsNone => string.IsNullOrEmpty(What);

    /// <param name="rule">The name of the significance rule that made an event of it; null: no rule did.</param>
    public static ProblemPattern Of(LabelSet labels, string? rule, string title, string service)
    {
        var name = Likeness.Of(labels).What;
        if (name.Length == 0 && !string.IsNullOrWhiteSpace(rule)) name = rule.Trim();
        if (name.Length == 0) name = Shape(title);
        return new(Cut(name, MaxWhatLength), Cut(service, Event.MaxServiceLength));
    }

    public override string ToString() => Service.Length == 0 ? What : $"{What} on {Service}";

    /// <summary>A title without what differs from one time to the next: each number is one mark.</summary>
    private static string Shape(string title)
    {
        var shape = new System.Text.StringBuilder(title.Length);
        foreach (var letter in title.Trim())
        {
            if (!char.IsAsciiDigit(letter)) shape.Append(letter);
            else if (shape.Length == 0 || shape[^1] != '#') shape.Append('#');
        }

        return shape.ToString();
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
