using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>Gives what has no state of its own one: it holds from the first signal until none has come for a while.</summary>
public static class RecordEvent
{
    /// <summary>The intake that events of several signals, or of none, come through.</summary>
    public const string Source = "rule";

    /// <summary>The label that names the rule behind such an event.</summary>
    public const string RuleLabel = "rule";

    /// <summary>One record as the state it stands for.</summary>
    public static Signal Of(Signal record, DateTimeOffset now, TimeSpan clearAfter) => record.Kind == SignalKind.State ? record : record with
    {
        Annotations = record.Annotations["summary"].Length > 0 || record.Text.Length == 0 ? record.Annotations
            : LabelSet.From(record.Annotations.Append(new Label("summary", FirstLine(record.Text)))),
        StartsAt = record.StartsAt < now ? record.StartsAt : now,
        EndsAt = now + clearAfter,
        EndIsAssumed = false,
    };

    /// <summary>The state that signals of one group stand for together.</summary>
    /// <param name="group">The values they have in common.</param>
    /// <param name="endsAt">In the future: firing until then. Not in the future: over.</param>
    public static Signal OfGroup(SignificanceRule rule, LabelSet group, string detail, DateTimeOffset startsAt, DateTimeOffset endsAt) => new(
        Source,
        LabelSet.From(group.Append(new Label(RuleLabel, rule.Name))),
        LabelSet.From(("summary", group.Count == 0 ? rule.Name : $"{rule.Name}: {string.Join(", ", group.Select(label => label.Value))}"), ("description", detail)),
        startsAt,
        endsAt,
        EndIsAssumed: false,
        "");

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end];
        return line.Length <= Event.MaxTitleLength ? line.ToString() : string.Concat(line[..(Event.MaxTitleLength - 1)], "…");
    }
}
