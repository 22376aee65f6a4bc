using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Domain.Deliver;

/// <summary>Writes content in exactly one way, so that its hash stands for it and for nothing else.</summary>
/// <remarks>
/// Every text is its UTF-8 length in decimal, a colon and its bytes; every list is its length written as a text, then its members.
/// No two different contents give the same bytes. Instants are UTC in whole milliseconds, as <c>2026-03-01T12:00:00.000Z</c>.
/// </remarks>
public sealed class Canonical
{
    private readonly List<byte> _bytes = [];

    /// <param name="form">Names the form and its version, as <c>opsportal.change.v1</c>.</param>
    public Canonical(string form) => Add(form);

    /// <summary>The hash of nothing that can be: no content has it.</summary>
    public static string NoHash => "";

    public Canonical Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _bytes.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
        _bytes.AddRange(bytes);
        return this;
    }

    public Canonical Add(long number) => Add(number.ToString(CultureInfo.InvariantCulture));

    public Canonical Add(IReadOnlyCollection<string> list)
    {
        Add(list.Count);
        foreach (var text in list) Add(text);
        return this;
    }

    /// <summary>The bytes that are hashed.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>SHA-256 of the bytes: 64 lower-case hex digits.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>An instant as it is written.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
