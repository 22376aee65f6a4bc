using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpsPortal.Features.Deliver.Evidence.Pack;

/// <summary>A pack as a file, and back.</summary>
internal static class PackFile
{
    /// <summary>Begins the last line but one. All before it is what the seal is the hash of.</summary>
    private static readonly byte[] SealLine = "  \"seal\": \""u8.ToArray();

    /// <summary>The bytes of the file, with the seal that they have; whatever seal the pack names does not count.</summary>
    public static byte[] Write(EvidencePack pack)
    {
        var sealing = Sealing(Render(pack with { Seal = "" }));
        return [.. sealing, .. SealLine, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(sealing))), .. "\"\n}\n"u8];
    }

    /// <summary>Whether a file that begins like this may be a pack, however somebody has written it anew. An exported chain begins with an entry.</summary>
    /// <param name="begin">Its first 16 bytes, or all where it has fewer.</param>
    public static bool MayBe(ReadOnlySpan<byte> begin)
    {
        begin = begin.Trim(" \t\r\n\ufeff"u8);
        return begin.StartsWith("{\n"u8) || begin.StartsWith("{\r"u8) || (begin.StartsWith("{"u8) && begin[1..].TrimStart(" "u8).StartsWith("\"form\""u8));
    }

    /// <summary>The seal of a file: its last value.</summary>
    public static string SealOf(ReadOnlySpan<byte> file) => Encoding.ASCII.GetString(file[^68..^4]);

    /// <summary>Reads a file. What is wrong with its form is told as findings, with the line; null: it cannot be read at all.</summary>
    public static (EvidencePack? Pack, IReadOnlyList<EvidenceFinding> Findings) Read(byte[] file)
    {
        EvidencePack? pack;
        try
        {
            pack = JsonSerializer.Deserialize<EvidencePack>(file, PackJson.Options);
        }
        catch (JsonException wrong)
        {
            return (null, [new(Line((wrong.LineNumber ?? 0) + 1), wrong.Path is { Length: > 1 } path ? $"what stands at {path} is not what belongs there." : "this is not an evidence pack.")]);
        }

        if (pack is null) return (null, [new(Line(1), "this is not an evidence pack.")]);
        if (pack.Form != EvidencePack.FormOfToday) return (null, [new("form", $"{pack.Form} is not a form that this version reads; it reads {EvidencePack.FormOfToday}.")]);
        var findings = new List<EvidenceFinding>();
        var written = Render(pack);
        var same = written.AsSpan().CommonPrefixLength(file);
        if (same < Math.Max(written.Length, file.Length)) findings.Add(new(Line(1 + file.AsSpan(0, same).Count((byte)'\n')), "this is not how the portal writes it."));
        if (Convert.ToHexStringLower(SHA256.HashData(Sealing(written))) != pack.Seal) findings.Add(new("seal", "the file was changed after it was made: its seal is not the hash of what stands above it."));
        return (pack, findings);
    }

    private static byte[] Render(EvidencePack pack) => [.. JsonSerializer.SerializeToUtf8Bytes(pack, PackJson.Options), (byte)'\n'];

    private static ReadOnlySpan<byte> Sealing(ReadOnlySpan<byte> file) => file[..file.LastIndexOf(SealLine)];

    private static string Line(long number) => string.Create(CultureInfo.InvariantCulture, $"line {number}");
}
