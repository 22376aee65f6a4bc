using System.Globalization;

namespace OpsPortal.Domain.Respond.Handoffs;

/// <summary>The number people say aloud, <c>HO-42</c>, and the key of a handoff. Later handoffs have higher numbers.</summary>
public readonly record struct HandoffNumber(long Value) : IComparable<HandoffNumber>, IParsable<HandoffNumber>
{
    private const string Prefix = "HO-";

    public static HandoffNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a handoff such as HO-42.");

    /// <summary>Reads <c>HO-42</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out HandoffNumber result)
    {
        var digits = s is not null && s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? s.AsSpan(Prefix.Length) : s;
        var parsed = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = new(value);
        return parsed;
    }

    public int CompareTo(HandoffNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(HandoffNumber left, HandoffNumber right) => left.Value < right.Value;

    public static bool operator >(HandoffNumber left, HandoffNumber right) => left.Value > right.Value;

    public static bool operator <=(HandoffNumber left, HandoffNumber right) => left.Value <= right.Value;

    public static bool operator >=(HandoffNumber left, HandoffNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
