using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpsPortal.Features.Detect.Signals.CloudEvents;

/// <summary>Reads an event whose attributes are headers and whose data is the body.</summary>
internal static class BinaryEvent
{
    public const string Prefix = "ce-";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static CloudEvent Read(IHeaderDictionary headers, string? contentType, ReadOnlySpan<byte> body)
    {
        var read = new CloudEvent();
        foreach (var (name, value) in headers)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (Decode(value.ToString()) is { } decoded) read.Add(name[Prefix.Length..].ToLowerInvariant(), decoded);
            else read.Complain($"the header {name} is not UTF-8 once its percent signs are decoded");
        }

        if (contentType is not null) read.Add("datacontenttype", contentType);
        read.Content = Content(body, contentType ?? "", read);
        return read.Checked();
    }

    /// <summary>Data by its own type: JSON is looked into, text is kept, the rest is only measured.</summary>
    public static EventContent Content(ReadOnlySpan<byte> data, string type, CloudEvent read)
    {
        if (data.IsEmpty) return EventContent.None;
        var media = type.Split(';')[0].Trim().ToLowerInvariant();
        if (media.Length == 0 || media.EndsWith("/json", StringComparison.Ordinal) || media.EndsWith("+json", StringComparison.Ordinal))
        {
            try
            {
                return EventContent.OfJson(data);
            }
            catch (JsonException)
            {
                read.Complain("the data is said to be JSON and is not");
                return EventContent.None;
            }
        }

        return EventContent.Plain(media.StartsWith("text/", StringComparison.Ordinal) || media.EndsWith("xml", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(data)
            : string.Create(CultureInfo.InvariantCulture, $"{data.Length} bytes of {media}"));
    }

    /// <summary>Percent signs decoded once; null where that is no text.</summary>
    private static string? Decode(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal)) return value;
        var bytes = new List<byte>(value.Length);
        var utf8 = Encoding.UTF8.GetBytes(value);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '%' && i + 2 < utf8.Length && byte.TryParse(utf8.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var decoded))
            {
                bytes.Add(decoded);
                i += 2;
            }
            else
            {
                bytes.Add(utf8[i]);
            }
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
