using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>What makes two events occurrences of the same trouble: what it is called, the service it concerns and, where somebody has narrowed it, labels.</summary>
/// <param name="What">The name of the alert, monitor or rule; where there is none, the title with its numbers left out. Empty: none, nothing matches.</param>
/// <param name="Service">The key of the service; empty: events of no known service.</param>
/// <remarks>
/// The host is no part of it until somebody says so: the same alert on another machine of the service is the same trouble. What only stands behind
/// another event in its group is a symptom, and counts as an occurrence of that other event alone.
/// </remarks>
public readonly record struct ProblemPattern(string What, string Service)
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxWhatLength = Likeness.MaxLength;

    /// <summary>Most labels a pattern is narrowed by.</summary>
    public const int MaxLabels = 5;

    /// <summary>Longest name and longest value of such a label, in characters.</summary>
    public const int MaxLabelLength = 200;

    private readonly LabelSet? _labels;

    /// <summary>Nothing matches it.</summary>
    public static ProblemPattern None { get; } = new("", "");

    public bool IsNone => string.IsNullOrEmpty(What);

    /// <summary>What an event must bear besides, each label with exactly this value; empty: whatever it bears. The pattern of an event has none.</summary>
    public LabelSet Labels
    {
        get => _labels ?? LabelSet.Empty;
        init => _labels = value.Count == 0 ? null : value;
    }

    public bool IsNarrowed => _labels is not null;

    /// <summary>The same, not narrowed.</summary>
    public ProblemPattern Kind => new(What, Service);

    /// <summary>Tells patterns of one kind apart; empty where it is not narrowed.</summary>
    public string Key => _labels is { } labels ? labels.Fingerprint.ToString() : "";

    /// <summary>Whether an event of the same name and service, which bears these labels, is an occurrence.</summary>
    public bool Recognises(LabelSet borne)
    {
        foreach (var label in Labels)
        {
            if (borne[label.Name] != label.Value) return false;
        }

        return true;
    }

    /// <summary>Narrowed by other labels instead. Refused for too many, for one without a name or a value, and for a name given twice.</summary>
    public Outcome<ProblemPattern> By(IReadOnlyCollection<Label> labels)
    {
        var wanted = labels.Select(label => new Label(label.Name.Trim(), label.Value.Trim())).ToList();
        if (wanted.Count > MaxLabels) return ProblemRefusals.TooManyLabels(MaxLabels);
        if (wanted.Exists(label => label.Name.Length == 0 || label.Value.Length == 0)) return ProblemRefusals.LabelIncomplete();
        if (wanted.Exists(label => label.Name.Length > MaxLabelLength || label.Value.Length > MaxLabelLength)) return ProblemRefusals.LabelTooLong(MaxLabelLength);
        if (wanted.GroupBy(label => label.Name).FirstOrDefault(same => same.Count() > 1) is { } twice) return ProblemRefusals.LabelTwice(twice.Key);
        if (wanted.Count > 0 && IsNone) return ProblemRefusals.LabelsAlone();
        return this with { Labels = LabelSet.From(wanted) };
    }

    /// <param name="rule">The name of the significance rule that made an event of it; null: no rule did.</param>
    public static ProblemPattern Of(LabelSet labels, string? rule, string title, string service)
    {
        var name = Likeness.Of(labels).What;
        if (name.Length == 0 && !string.IsNullOrWhiteSpace(rule)) name = rule.Trim();
        if (name.Length == 0) name = Shape(title);
        return new(Cut(name, MaxWhatLength), Cut(service, Event.MaxServiceLength));
    }

    public override string ToString()
    {
        var kind = Service.Length == 0 ? What : $"{What} on {Service}";
        return IsNarrowed ? $"{kind} with {Said(Labels)}" : kind;
    }

    /// <summary>Labels as people read them: <c>instance = db-7 and mount = /var</c>.</summary>
    public static string Said(LabelSet labels) => string.Join(" and ", labels.Select(label => $"{label.Name} = {label.Value}"));

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
