using System.Text.RegularExpressions;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Estate.Mapping;

/// <summary>How a rule finds a service in the value of a label.</summary>
public enum MappingKind
{
    /// <summary>The value is the key of a service, in any case.</summary>
    IsKey,

    /// <summary>The value is the name of a component that only one service has, in any case.</summary>
    IsComponent,

    /// <summary>The value is exactly the pattern; the target is the key.</summary>
    IsExactly,

    /// <summary>The value matches the pattern as a whole; the target, with <c>$1</c> and <c>${name}</c> filled in, is the key.</summary>
    Matches,
}

/// <summary>One rule of the mapping from labels to services.</summary>
/// <param name="Label">The label looked at, as <c>service</c> or <c>service.name</c>.</param>
/// <param name="Pattern">What the value is compared with; empty for the kinds that need none.</param>
/// <param name="Target">The key it leads to; empty for the kinds that need none.</param>
public sealed record MappingRule(string Label, MappingKind Kind, string Pattern = "", string Target = "")
{
    public const int MaxTextLength = 500;

    /// <summary>Linear time is no comfort where the pattern itself is enormous.</summary>
    private const long MostRepetitions = 10_000;

    /// <summary>Most rules in a mapping.</summary>
    public const int Most = 200;

    /// <summary>What a new portal begins with: the labels that the common tools set.</summary>
    public static IReadOnlyList<MappingRule> Usual { get; } =
    [
        new("service", MappingKind.IsKey),
        new("service.name", MappingKind.IsKey),
        new("service_name", MappingKind.IsKey),
        new("app", MappingKind.IsKey),
        new("job", MappingKind.IsKey),
        new("component", MappingKind.IsComponent),
        new("container", MappingKind.IsComponent),
        new("job", MappingKind.IsComponent),
        new("job", MappingKind.Matches, "[^/]+/([^/]+)", "$1"),
        new("namespace", MappingKind.IsKey),
    ];

    /// <summary>Why it cannot be a rule, in words; null where it can.</summary>
    public Refusal? Check()
    {
        if (Plain.Fault("label", Label, MaxTextLength) is { } why) return why with { Code = MappingRefusals.Code };
        if (Kind is MappingKind.IsKey or MappingKind.IsComponent) return Pattern.Length + Target.Length == 0 ? null : MappingRefusals.NeedsNoPattern();
        if (Pattern.Length == 0) return MappingRefusals.PatternMissing();
        if (Pattern.Length > MaxTextLength || Target.Length > MaxTextLength) return MappingRefusals.TooLong();
        if (Plain.HasUnprintable(Pattern, lines: false) || Plain.HasUnprintable(Target, lines: false)) return MappingRefusals.Unprintable();
        if (Kind == MappingKind.IsExactly) return ServiceKey.Read(Target).Refusal is { } bad ? bad with { Code = MappingRefusals.Code } : null;
        if (Target.Length == 0) return MappingRefusals.TargetMissing();
        if (Repetitions(Pattern) > MostRepetitions) return MappingRefusals.TooLarge();
        return Compile(Pattern).Refusal;
    }

    /// <summary>All counts of a pattern multiplied, as they are when they stand inside one another: what it grows to when it is compiled.</summary>
    private static long Repetitions(string pattern)
    {
        long product = 1, count = 0;
        var inside = false;
        foreach (var c in pattern)
        {
            if (c == '{') (inside, count) = (true, 0);
            else if (inside && char.IsAsciiDigit(c)) count = Math.Min(MostRepetitions + 1, (count * 10) + (c - '0'));
            else if (inside && c == ',') (product, count) = (Math.Min(MostRepetitions + 1, product * Math.Max(1, count)), 0);
            else if (c == '}') (inside, product, count) = (false, Math.Min(MostRepetitions + 1, product * Math.Max(1, count)), 0);
        }

        return product;
    }

    /// <summary>Anchored at both ends, and run in time linear in the value, whatever the pattern.</summary>
    internal static Outcome<Regex> Compile(string pattern)
    {
        try
        {
            return new Regex($"\\A(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException)
        {
            return MappingRefusals.BadPattern(bad.Message);
        }
    }
}

/// <summary>Every expected no of the mapping.</summary>
public static class MappingRefusals
{
    internal const string Code = "mapping.invalid-rule";

    public static Refusal NeedsNoPattern() => new(Code, "This kind of rule takes no pattern and no target.");

    public static Refusal PatternMissing() => new(Code, "Give the value to compare with.");

    public static Refusal TargetMissing() => new(Code, "Give the key it leads to, such as $1.");

    public static Refusal TooLong() => new(Code, $"Pattern and target have at most {MappingRule.MaxTextLength} characters.");

    public static Refusal Unprintable() => new(Code, "The pattern or target holds a character that cannot be shown.");

    public static Refusal BadPattern(string why) => new(Code, $"The pattern is no regular expression that can be run in bounded time: {why}");

    public static Refusal TooLarge() => new(Code, "The pattern repeats its parts too often; use smaller counts, or + and *.");

    public static Refusal TooMany() => new("mapping.invalid-count", $"A mapping has at most {MappingRule.Most} rules.");

    public static Refusal ChangedMeanwhile() => new("mapping.changed-meanwhile", "Somebody changed the rules meanwhile. Reload to see theirs; what you typed is still here.");
}
