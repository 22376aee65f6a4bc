using System.Text.RegularExpressions;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>Which signals a rule speaks of. Everything that is given must hold; what is left out does not narrow.</summary>
public sealed class SignalFilter
{
    /// <summary>Most matchers of one filter.</summary>
    public const int MaxMatchers = 50;

    /// <summary>Longest text or expression, in characters.</summary>
    public const int MaxTextLength = 500;

    private readonly Regex? _pattern;

    private SignalFilter(string source, SignalKind? kind, IReadOnlyList<Matcher> matchers, string text, bool isPattern, Regex? pattern) =>
        (Source, Kind, Matchers, Text, IsPattern, _pattern) = (source, kind, matchers, text, isPattern, pattern);

    public static SignalFilter Everything { get; } = new("", null, [], "", isPattern: false, null);

    /// <summary>The intake, as <c>syslog</c>; empty: any.</summary>
    public string Source { get; }

    public SignalKind? Kind { get; }

    public IReadOnlyList<Matcher> Matchers { get; }

    /// <summary>What a record's words must contain, whatever its case; or, where <see cref="IsPattern"/>, a regular expression found anywhere in them.</summary>
    public string Text { get; }

    public bool IsPattern { get; }

    /// <summary>Nothing narrows it: it holds for every signal there is.</summary>
    public bool HoldsForEverything => Source.Length == 0 && Kind is null && Matchers.Count == 0 && Text.Length == 0;

    /// <summary>Refused for too many matchers, too long a text, and an expression that cannot be run in linear time.</summary>
    public static Outcome<SignalFilter> Create(string source, SignalKind? kind, IReadOnlyList<Matcher> matchers, string text, bool isPattern)
    {
        if (matchers.Count > MaxMatchers) return RuleRefusals.TooManyMatchers();
        if (text.Length > MaxTextLength) return RuleRefusals.TextTooLong();
        if (!isPattern || text.Length == 0) return new SignalFilter(source, kind, matchers, text, isPattern: false, null);
        try
        {
            return new SignalFilter(source, kind, matchers, text, isPattern, new(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase));
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException)
        {
            return RuleRefusals.BadPattern(bad.Message);
        }
    }

    public bool Holds(Signal signal) => MissedBy(signal) is null;

    /// <summary>The first condition that does not hold and what the signal has instead, in words; null where all hold.</summary>
    public string? MissedBy(Signal signal)
    {
        if (Source.Length > 0 && signal.Source != Source) return $"it comes from {signal.Source}, not from {Source}";
        if (Kind is { } kind && signal.Kind != kind) return $"it is a {Word(signal.Kind)}, not a {Word(kind)}";
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(signal.Labels)) return signal.Labels[matcher.Name] is { Length: > 0 } value ? $"{matcher} does not hold: {matcher.Name} is \"{value}\"" : $"{matcher} does not hold: it has no label {matcher.Name}";
        }

        if (Text.Length == 0) return null;
        var found = _pattern?.IsMatch(signal.Text) ?? signal.Text.Contains(Text, StringComparison.OrdinalIgnoreCase);
        return found ? null : _pattern is null ? $"its text does not contain \"{Text}\"" : $"its text does not match /{Text}/";
    }

    private static string Word(SignalKind kind) => kind == SignalKind.State ? "state" : "record";
}
