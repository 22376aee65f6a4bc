using System.Globalization;
using OpsPortal.Domain.Deliver;

namespace OpsPortal.Domain.Improve.Schedules;

/// <summary>The number people say aloud, <c>RSC-1</c>, and the key of a report schedule. Later ones have higher numbers.</summary>
public readonly record struct ScheduleNumber(long Value) : IComparable<ScheduleNumber>, IParsable<ScheduleNumber>
{
    private const string Prefix = "RSC-";

    public static ScheduleNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a report schedule such as RSC-1.");

    /// <summary>Reads <c>RSC-1</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out ScheduleNumber result)
    {
        var read = DeliverNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public int CompareTo(ScheduleNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(ScheduleNumber left, ScheduleNumber right) => left.Value < right.Value;

    public static bool operator >(ScheduleNumber left, ScheduleNumber right) => left.Value > right.Value;

    public static bool operator <=(ScheduleNumber left, ScheduleNumber right) => left.Value <= right.Value;

    public static bool operator >=(ScheduleNumber left, ScheduleNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
