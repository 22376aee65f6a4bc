using System.Globalization;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>The number people say aloud, <c>PRB-7</c>, and the key of a problem. Later incidents have higher numbers.</summary>
public readonly record struct ProblemNumber(long Value) : IComparable<ProblemNumber>, IParsable<ProblemNumber>
{
    private const string Prefix = "PRB-";

    public static ProblemNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a problem such as PRB-7.");

    /// <summary>Reads <c>PRB-7</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out ProblemNumber result)
    {
        var digits = s is not null && s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? s.AsSpan(Prefix.Length) : s;
        var parsed = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = new(value);
        return parsed;
    }

    public int CompareTo(ProblemNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(ProblemNumber left, ProblemNumber right) => left.Value < right.Value;

    public static bool operator >(ProblemNumber left, ProblemNumber right) => left.Value > right.Value;

    public static bool operator <=(ProblemNumber left, ProblemNumber right) => left.Value <= right.Value;

    public static bool operator >=(ProblemNumber left, ProblemNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
