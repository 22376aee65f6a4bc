using System.Globalization;

namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>The number people say aloud, <c>MON-7</c>, and the key of a monitor. Numbers are never used twice.</summary>
public readonly record struct MonitorNumber(long Value) : IComparable<MonitorNumber>, IParsable<MonitorNumber>
{
    private const string Prefix = "MON-";

    public static MonitorNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a monitor such as MON-7.");

    /// <summary>Reads <c>MON-7</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out MonitorNumber result)
    {
        var digits = s is not null && s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? s.AsSpan(Prefix.Length) : s;
        var parsed = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = new(value);
        return parsed;
    }

    public int CompareTo(MonitorNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(MonitorNumber left, MonitorNumber right) => left.Value < right.Value;

    public static bool operator >(MonitorNumber left, MonitorNumber right) => left.Value > right.Value;

    public static bool operator <=(MonitorNumber left, MonitorNumber right) => left.Value <= right.Value;

    public static bool operator >=(MonitorNumber left, MonitorNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
