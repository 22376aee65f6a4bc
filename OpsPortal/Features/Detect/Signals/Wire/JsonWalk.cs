using System.Text;
using System.Text.Json;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>Reads what senders put anywhere into JSON: every value has a text.</summary>
internal static class JsonWalk
{
    /// <summary>The value the reader stands on as text: strings as they are, null as nothing, objects and arrays as their JSON. Moves to its end.</summary>
    /// <param name="body">The bytes the reader reads.</param>
    public static string Text(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String: return WireText.Read(ref json);
            case JsonTokenType.Null: return "";
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var start = (int)json.TokenStartIndex;
                json.Skip();
                var bytes = body[start..(int)json.BytesConsumed];
                return Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, LabelDraft.MaxValueLength * 4)]);
            default: return Encoding.UTF8.GetString(json.ValueSpan);
        }
    }

    /// <summary>Adds every member of the object the reader stands on; anything but an object is passed over and false.</summary>
    public static bool Members(ref Utf8JsonReader json, ReadOnlySpan<byte> body, LabelDraft into)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return json.TokenType == JsonTokenType.Null;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json);
            json.Read();
            into.Add(name, Text(ref json, body));
        }

        return true;
    }

    /// <summary>An instant as a string; false where it is none. Null and the empty text are no instant, and no mistake either.</summary>
    public static bool Instant(ref Utf8JsonReader json, out DateTimeOffset? at)
    {
        at = null;
        if (json.TokenType == JsonTokenType.Null) return true;
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return false;
        }

        var text = Encoding.UTF8.GetBytes(WireText.Read(ref json));
        if (text.Length == 0) return true;
        if (!WireInstant.TryParse(text, out var read)) return false;
        at = read == default ? null : read;
        return true;
    }
}
