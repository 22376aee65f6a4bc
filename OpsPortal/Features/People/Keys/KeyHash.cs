using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Features.People.Keys;

/// <summary>SHA-256 of an API key: what is stored of it, and what it is looked up by.</summary>
/// <remarks>Comparing hashes needs no constant time: who cannot choose the hash learns nothing from how long it took.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyHash(UInt128 High, UInt128 Low)
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "ops_";

    /// <summary>Longest key read; anything longer is none of ours.</summary>
    public const int MaxKeyLength = 128;

    /// <summary>How many characters of a key are shown to recognise it by: enough that two keys hardly ever look the same, and few of its 256 bits.</summary>
    private const int ShownLength = 12;

    public static KeyHash Of(ReadOnlySpan<char> key)
    {
        Span<byte> utf8 = stackalloc byte[MaxKeyLength * 3];
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], MemoryMarshal.AsBytes(hash));
        return new(hash[0], hash[1]);
    }

    public static KeyHash FromHex(string hex)
    {
        var hash = MemoryMarshal.Cast<byte, UInt128>(Convert.FromHexString(hex));
        return new(hash[0], hash[1]);
    }

    /// <summary>A fresh key of 256 random bits.</summary>
    public static string NewKey() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>As stored: lower-case hex.</summary>
    public static string ToHex(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static string Shown(string key) => key[..Math.Min(ShownLength, key.Length)];
}
