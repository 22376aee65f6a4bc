using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>Reads JSON strings that senders got wrong: what is not text becomes U+FFFD, as in Go. NUL too, which PostgreSQL cannot store.</summary>
internal static class WireText
{
    private const char Replacement = '\uFFFD';
    private const int LongestPooled = 64;

    /// <summary>Short texts seen lately; names of labels and most values come again and again. A slot is overwritten on collision.</summary>
    private static readonly string?[] Pool = new string?[8192];

    /// <summary>The string the reader stands on. Never fails.</summary>
    public static string Read(ref Utf8JsonReader json) => json.ValueIsEscaped ? Unescape(json.ValueSpan) : Pooled(json.ValueSpan);

    private static string Pooled(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPooled) return Encoding.UTF8.GetString(utf8);
        ref var slot = ref Pool[XxHash3.HashToUInt64(utf8) % (ulong)Pool.Length];
        if (slot is { } known && Ascii.Equals(utf8, known)) return known;
        var text = Encoding.UTF8.GetString(utf8);
        slot = text;
        return text;
    }

    private static string Unescape(ReadOnlySpan<byte> utf8)
    {
        var rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        var length = 0;
        while (utf8.Length > 0)
        {
            var plain = utf8.IndexOf((byte)'\\');
            if (plain < 0) plain = utf8.Length;
            length += Encoding.UTF8.GetChars(utf8[..plain], rented.AsSpan(length));
            utf8 = utf8[plain..];
            if (utf8.Length > 0) utf8 = utf8[Escape(utf8, rented, ref length)..];
        }

        var text = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Appends what one escape stands for; returns how many bytes it took. The reader has checked its syntax.</summary>
    private static int Escape(ReadOnlySpan<byte> utf8, char[] text, ref int length)
    {
        if (utf8[1] != 'u')
        {
            text[length++] = utf8[1] switch { (byte)'n' => '\n', (byte)'t' => '\t', (byte)'r' => '\r', (byte)'b' => '\b', (byte)'f' => '\f', var same => (char)same };
            return 2;
        }

        var first = Unit(utf8);
        if (char.IsHighSurrogate(first) && utf8.Length >= 12 && utf8[6] == '\\' && utf8[7] == 'u' && Unit(utf8[6..]) is var second && char.IsLowSurrogate(second))
        {
            (text[length], text[length + 1]) = (first, second);
            length += 2;
            return 12;
        }

        text[length++] = first == '\0' || char.IsSurrogate(first) ? Replacement : first;
        return 6;
    }

    private static char Unit(ReadOnlySpan<byte> escape) => (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
