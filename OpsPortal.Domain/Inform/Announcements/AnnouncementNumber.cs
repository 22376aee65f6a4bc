using System.Globalization;

namespace OpsPortal.Domain.Inform.Announcements;

/// <summary>The number people say aloud, <c>ANN-1</c>, and the key of an announcement. Later announcements have higher numbers.</summary>
public readonly record struct AnnouncementNumber(long Value) : IComparable<AnnouncementNumber>, IParsable<AnnouncementNumber>
{
    private const string Prefix = "ANN-";

    public static AnnouncementNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of an announcement such as ANN-1.");

    /// <summary>Reads <c>ANN-1</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out AnnouncementNumber result)
    {
        var read = InformNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public int CompareTo(AnnouncementNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(AnnouncementNumber left, AnnouncementNumber right) => left.Value < right.Value;

    public static bool operator >(AnnouncementNumber left, AnnouncementNumber right) => left.Value > right.Value;

    public static bool operator <=(AnnouncementNumber left, AnnouncementNumber right) => left.Value <= right.Value;

    public static bool operator >=(AnnouncementNumber left, AnnouncementNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
