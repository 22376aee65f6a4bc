using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Improve.Advice;

/// <summary>What raised an event.</summary>
public enum SubjectKind
{
    /// <summary>A monitor of the portal.</summary>
    Monitor,

    /// <summary>A significance rule.</summary>
    Rule,

    /// <summary>A rule of another system, known by the name of its alerts.</summary>
    Alert,
}

/// <summary>The rule or monitor that answers for an event: the monitor where one raised it, else the significance rule that decided, else the alert's own name.</summary>
/// <param name="Key"><c>MON-7</c>, the id of the rule, or <c>alertmanager/DiskFull</c>.</param>
public sealed record RuleSubject(SubjectKind Kind, string Key)
{
    public const int MaxKeyLength = 280;

    /// <summary>The intake that monitors send through.</summary>
    private const string Monitors = "monitor";

    /// <param name="source">The intake of the event.</param>
    /// <param name="rule">The significance rule that made it; null: none did.</param>
    /// <param name="title">Stands for the name of an alert that has none.</param>
    public static RuleSubject Of(string source, Guid? rule, LabelSet labels, string title)
    {
        if (source == Monitors && labels["monitor"] is { Length: > 0 } monitor) return new(SubjectKind.Monitor, monitor);
        if (rule is { } id) return new(SubjectKind.Rule, id.ToString());
        var key = $"{source}/{(labels["alertname"] is { Length: > 0 } name ? name : title)}";
        return new(SubjectKind.Alert, key.Length <= MaxKeyLength ? key : key[..(char.IsHighSurrogate(key[MaxKeyLength - 1]) ? MaxKeyLength - 1 : MaxKeyLength)]);
    }

    /// <summary>Of an alert: the intake and its name.</summary>
    public (string Source, string Name) Alert => Key.IndexOf('/', StringComparison.Ordinal) is >= 0 and var cut ? (Key[..cut], Key[(cut + 1)..]) : ("", Key);

    /// <summary>Reads what <see cref="ToString"/> writes; null where it is none.</summary>
    public static RuleSubject? Parse(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is > 0 and var cut && Enum.TryParse<SubjectKind>(text[..cut], out var kind) ? new(kind, text[(cut + 1)..]) : null;

    public override string ToString() => $"{Kind}/{Key}";
}
