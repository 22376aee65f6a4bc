using System.Text;
using OpsPortal.Domain.Estate.Exchange;

namespace OpsPortal.Features.Estate.Exchange;

/// <summary>How a catalogue is written down.</summary>
public enum CatalogueFormat
{
    Yaml,
    Json,
}

/// <summary>Reads a catalogue in either notation and writes it in the one asked for.</summary>
public static class CatalogueText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The values of a file in UTF-8. What begins with a brace is JSON, all else YAML.</summary>
    public static (SourceNode? Root, FileFault? Fault) Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SourceBudget.MaxBytes) return (null, new(1, "import.too-large", FormattableString.Invariant($"The file is longer than {SourceBudget.MaxBytes / 1024 / 1024} MiB.")));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException broken)
        {
            return (null, new(bytes[..Math.Clamp(broken.Index, 0, bytes.Length)].Count((byte)'\n') + 1, "import.unreadable", "The file is not in UTF-8."));
        }

        return text.AsSpan().TrimStart() is ['{', ..] ? JsonText.Read(bytes) : YamlText.Read(text);
    }

    public static string Write(SourceNode root, CatalogueFormat format) => format == CatalogueFormat.Json ? JsonText.Write(root) : YamlText.Write(root);
}
