using System.Globalization;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>The number people say aloud, <c>EVT-1042</c>, and the key of an event. Later events have higher numbers.</summary>
public readonly record struct EventNumber(long Value) : IComparable<EventNumber>, IParsable<EventNumber>
{
    private const string Prefix = "EVT-";

    public static EventNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not an event number such as EVT-1042.");

    /// <summary>Reads <c>EVT-1042</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out EventNumber result)
    {
        var digits = s is not null && s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? s.AsSpan(Prefix.Length) : s;
        var parsed = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = new(value);
        return parsed;
    }

    public int CompareTo(EventNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(EventNumber left, EventNumber right) => left.Value < right.Value;

    public static bool operator >(EventNumber left, EventNumber right) => left.Value > right.Value;

    public static bool operator <=(EventNumber left, EventNumber right) => left.Value <= right.Value;

    public static bool operator >=(EventNumber left, EventNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
