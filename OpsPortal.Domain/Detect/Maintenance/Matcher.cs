using System.Text.RegularExpressions;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Maintenance;

/// <summary>How a matcher compares: <c>=</c>, <c>!=</c>, <c>=~</c>, <c>!~</c>.</summary>
public enum MatchKind
{
    Equal,
    NotEqual,
    Regex,
    NotRegex,
}

/// <summary>One condition on one label. A regular expression is anchored at both ends and runs in linear time.</summary>
public sealed class Matcher : IEquatable<Matcher>
{
    private readonly Regex? _regex;

    private Matcher(string name, MatchKind kind, string value, Regex? regex) => (Name, Kind, Value, _regex) = (name, kind, value, regex);

    public string Name { get; }

    public MatchKind Kind { get; }

    public string Value { get; }

    /// <summary>Refused when the value is not a regular expression, or one that cannot be run in linear time.</summary>
    public static Outcome<Matcher> Create(string name, MatchKind kind, string value)
    {
        if (kind is MatchKind.Equal or MatchKind.NotEqual) return new Matcher(name, kind, value, null);
        try
        {
            return new Matcher(name, kind, value, new($"\\A(?:{value})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline));
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException)
        {
            return new Refusal("matcher.bad-regex", $"error parsing regexp: {bad.Message}");
        }
    }

    public bool Matches(LabelSet labels) => MatchesValue(labels[Name]);

    /// <summary>Whether it holds for labels that lack the name altogether.</summary>
    public bool MatchesEmpty => MatchesValue("");

    public bool Equals(Matcher? other) => other is not null && (Name, Kind, Value) == (other.Name, other.Kind, other.Value);

    public override bool Equals(object? obj) => Equals(obj as Matcher);

    public override int GetHashCode() => HashCode.Combine(Name, Kind, Value);

    public override string ToString() => $"{Name}{Symbol(Kind)}\"{Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static string Symbol(MatchKind kind) => kind switch
    {
        MatchKind.Equal => "=",
        MatchKind.NotEqual => "!=",
        MatchKind.Regex => "=~",
        _ => "!~",
    };

    private bool MatchesValue(string value) => Kind switch
    {
        MatchKind.Equal => value == Value,
        MatchKind.NotEqual => value != Value,
        MatchKind.Regex => _regex!.IsMatch(value),
        _ => !_regex!.IsMatch(value),
    };
}
