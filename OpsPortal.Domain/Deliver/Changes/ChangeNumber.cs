using System.Globalization;

namespace OpsPortal.Domain.Deliver.Changes;

/// <summary>The number people say aloud, <c>CHG-42</c>, and the key of a change. Later changes have higher numbers.</summary>
public readonly record struct ChangeNumber(long Value) : IComparable<ChangeNumber>, IParsable<ChangeNumber>
{
    private const string Prefix = "CHG-";

    public static ChangeNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a change such as CHG-42.");

    /// <summary>Reads <c>CHG-42</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out ChangeNumber result)
    {
        var read = DeliverNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public int CompareTo(ChangeNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(ChangeNumber left, ChangeNumber right) => left.Value < right.Value;

    public static bool operator >(ChangeNumber left, ChangeNumber right) => left.Value > right.Value;

    public static bool operator <=(ChangeNumber left, ChangeNumber right) => left.Value <= right.Value;

    public static bool operator >=(ChangeNumber left, ChangeNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
