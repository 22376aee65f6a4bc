using System.Globalization;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>The number people say aloud, <c>REL-3</c>, and the key of a release. Later releases have higher numbers.</summary>
public readonly record struct ReleaseNumber(long Value) : IComparable<ReleaseNumber>, IParsable<ReleaseNumber>
{
    private const string Prefix = "REL-";

    public static ReleaseNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a release such as REL-3.");

    /// <summary>Reads <c>REL-3</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out ReleaseNumber result)
    {
        var read = DeliverNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public int CompareTo(ReleaseNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(ReleaseNumber left, ReleaseNumber right) => left.Value < right.Value;

    public static bool operator >(ReleaseNumber left, ReleaseNumber right) => left.Value > right.Value;

    public static bool operator <=(ReleaseNumber left, ReleaseNumber right) => left.Value <= right.Value;

    public static bool operator >=(ReleaseNumber left, ReleaseNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
