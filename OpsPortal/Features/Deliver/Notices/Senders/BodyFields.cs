using System.Globalization;
using System.Text.Json;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Notices.Senders;

/// <summary>Reads the bodies of others leniently: what is missing, null or of another kind is empty.</summary>
internal static class BodyFields
{
    /// <summary>The member at the end of the path; of kind <see cref="JsonValueKind.Undefined"/> where there is none.</summary>
    public static JsonElement At(this JsonElement body, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out body)) return default;
        return body;
    }

    /// <summary>One line, without blanks around it.</summary>
    public static string Text(this JsonElement body, params ReadOnlySpan<string> path) => body.At(path) switch
    {
        { ValueKind: JsonValueKind.String } text => OneLine.Of(text.GetString() ?? ""),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };

    /// <summary>The instant, or null where there is none that can be read.</summary>
    public static DateTimeOffset? Instant(this JsonElement body, params ReadOnlySpan<string> path) => Instant(body.Text(path));

    /// <summary>Also as <c>2021-04-28 21:50:00 +0200</c> and <c>2021-04-28 19:50:00 UTC</c>, which are not RFC 3339.</summary>
    public static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text.Replace(" UTC", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    public static IEnumerable<JsonElement> Each(this JsonElement body, params ReadOnlySpan<string> path) => body.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A payload may be an object, or an object written as a text.</summary>
    public static JsonElement Payload(this JsonElement body, params ReadOnlySpan<string> path)
    {
        var payload = body.At(path);
        if (payload.ValueKind != JsonValueKind.String) return payload;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(payload.GetString() ?? "");
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>The digits of a commit as they are kept; empty where it is none.</summary>
    public static string Commit(string text) => text.Length is >= 7 and <= 64 && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : "";
}
