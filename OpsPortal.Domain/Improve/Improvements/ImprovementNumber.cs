using System.Globalization;
using OpsPortal.Domain.Deliver;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>The number people say aloud, <c>IMP-1</c>, and the key of an improvement. Later ones have higher numbers.</summary>
public readonly record struct ImprovementNumber(long Value) : IComparable<ImprovementNumber>, IParsable<ImprovementNumber>
{
    private const string Prefix = "IMP-";

    public static ImprovementNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of an improvement such as IMP-1.");

    /// <summary>Reads <c>IMP-1</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out ImprovementNumber result)
    {
        var read = DeliverNumbers.Read(s, Prefix);
        result = new(read ?? 0);
        return read is not null;
    }

    public int CompareTo(ImprovementNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(ImprovementNumber left, ImprovementNumber right) => left.Value < right.Value;

    public static bool operator >(ImprovementNumber left, ImprovementNumber right) => left.Value > right.Value;

    public static bool operator <=(ImprovementNumber left, ImprovementNumber right) => left.Value <= right.Value;

    public static bool operator >=(ImprovementNumber left, ImprovementNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
