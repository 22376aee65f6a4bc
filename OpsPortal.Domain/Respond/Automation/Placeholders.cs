using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>The names in braces that stand for facts of the event: <c>{event}</c>, <c>{service}</c>, <c>{label.instance}</c> …</summary>
public static partial class Placeholders
{
    private const string Label = "label.";
    private const string Annotation = "annotation.";

    private static readonly FrozenDictionary<string, Func<Event, string>> Facts = new Dictionary<string, Func<Event, string>>(StringComparer.Ordinal)
    {
        ["event"] = e => e.Number.ToString(),
        ["title"] = e => e.Title,
        ["service"] = e => e.Service,
        ["source"] = e => e.Source,
        ["priority"] = e => e.Priority.ToString(),
        ["type"] = e => e.Type.ToString(),
        ["state"] = e => e.State.ToString(),
        ["condition"] = e => e.Condition.ToString(),
        ["fingerprint"] = e => e.Fingerprint.ToString(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name, in the order they are explained.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Facts.Keys.Order(StringComparer.Ordinal), $"{Label}NAME", $"{Annotation}NAME"];

    /// <summary>The first name in braces that stands for nothing; null where all are known.</summary>
    public static string? Unknown(string text) => Form().Matches(text).Select(match => match.Groups["name"].Value).FirstOrDefault(name => !IsKnown(name));

    /// <summary>The text with each name replaced; what an event does not have is empty. What is put in is not read again.</summary>
    public static string Fill(string text, Event e) => Form().Replace(text, match => Value(match.Groups["name"].Value, e) ?? match.Value);

    private static bool IsKnown(string name) => Facts.ContainsKey(name) || name.StartsWith(Label, StringComparison.Ordinal) || name.StartsWith(Annotation, StringComparison.Ordinal);

    private static string? Value(string name, Event e) => name switch
    {
        _ when Facts.TryGetValue(name, out var fact) => fact(e),
        _ when name.StartsWith(Label, StringComparison.Ordinal) => e.Labels[name[Label.Length..]],
        _ when name.StartsWith(Annotation, StringComparison.Ordinal) => e.Annotations[name[Annotation.Length..]],
        _ => null,
    };

    [GeneratedRegex(@"\{(?<name>[A-Za-z_][A-Za-z0-9_.:-]*)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
