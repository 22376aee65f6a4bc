using System.Buffers.Binary;
using System.Globalization;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>The number people say aloud, <c>MW-3</c>, and the key of a maintenance window.</summary>
public readonly record struct WindowNumber(long Value) : IComparable<WindowNumber>, IParsable<WindowNumber>
{
    private const string Prefix = "MW-";

    /// <summary>First half of the ids below: no id of a silence, which begins with its time, ever has it.</summary>
    private const ulong Mark = 0x4D57_0000_0000_0000;

    /// <summary>The window as an event names what suppresses it, where silences are named by their ids.</summary>
    public Guid AsSuppressor
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, Mark);
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Value);
            return new(bytes, bigEndian: true);
        }
    }

    /// <summary>The window behind what suppresses an event; null where it is a silence.</summary>
    public static WindowNumber? OfSuppressor(Guid? suppressor)
    {
        if (suppressor is not { } id) return null;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes) == Mark ? new(BinaryPrimitives.ReadInt64BigEndian(bytes[8..])) : null;
    }

    public static WindowNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException($"'{s}' is not the number of a maintenance window such as MW-3.");

    /// <summary>Reads <c>MW-3</c> in any case, or the bare number.</summary>
    public static bool TryParse(string? s, IFormatProvider? provider, out WindowNumber result)
    {
        var digits = s is not null && s.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? s.AsSpan(Prefix.Length) : s;
        var parsed = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        result = new(value);
        return parsed;
    }

    public int CompareTo(WindowNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(WindowNumber left, WindowNumber right) => left.Value < right.Value;

    public static bool operator >(WindowNumber left, WindowNumber right) => left.Value > right.Value;

    public static bool operator <=(WindowNumber left, WindowNumber right) => left.Value <= right.Value;

    public static bool operator >=(WindowNumber left, WindowNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
