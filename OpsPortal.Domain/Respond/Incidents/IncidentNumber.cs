using System.Globalization;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>The number people say aloud, <c>INC-42</c>, and the key of an incident. Later incidents have higher numbers.</summary>
public readonly record struct IncidentNumber(long Value) : IComparable<IncidentNumber>, IParsable<IncidentNumber>
{
    /// <summary>What every number begins with.</summary>
    public const string Prefix = "INC-";

    public static IncidentNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of an incident such as INC-42.");

    /// <summary>Reads <c>INC-42</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out IncidentNumber result)
    {
        var digits = s is not null && s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? s.AsSpan(Prefix.Length) : s;
        var parsed = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = new(value);
        return parsed;
    }

    public int CompareTo(IncidentNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(IncidentNumber left, IncidentNumber right) => left.Value < right.Value;

    public static bool operator >(IncidentNumber left, IncidentNumber right) => left.Value > right.Value;

    public static bool operator <=(IncidentNumber left, IncidentNumber right) => left.Value <= right.Value;

    public static bool operator >=(IncidentNumber left, IncidentNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
