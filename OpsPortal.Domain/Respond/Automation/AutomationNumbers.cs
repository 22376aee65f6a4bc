using System.Globalization;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>The number people say aloud, <c>TRG-7</c>, and the key of a trigger. Numbers are never used twice.</summary>
public readonly record struct TriggerNumber(long Value) : IParsable<TriggerNumber>
{
    private const string Prefix = "TRG-";

    public static TriggerNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a trigger such as TRG-7.");

    /// <summary>Reads <c>TRG-7</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out TriggerNumber result)
    {
        var read = AutomationNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}

/// <summary>The number people say aloud, <c>RUN-17</c>, and the key of a run. Later runs have higher numbers.</summary>
public readonly record struct RunNumber(long Value) : IComparable<RunNumber>, IParsable<RunNumber>
{
    private const string Prefix = "RUN-";

    public static RunNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a run such as RUN-17.");

    /// <summary>Reads <c>RUN-17</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out RunNumber result)
    {
        var read = AutomationNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public int CompareTo(RunNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(RunNumber left, RunNumber right) => left.Value < right.Value;

    public static bool operator >(RunNumber left, RunNumber right) => left.Value > right.Value;

    public static bool operator <=(RunNumber left, RunNumber right) => left.Value <= right.Value;

    public static bool operator >=(RunNumber left, RunNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}

internal static class AutomationNumbers
{
    /// <summary>The number after the prefix, in any case, or the bare number; null where it is neither.</summary>
    public static long? Read(string? text, string prefix)
    {
        var digits = text is not null && text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text.AsSpan(prefix.Length) : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
    }
}
