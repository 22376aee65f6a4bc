using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using OpsPortal.Features.Detect.Signals.Otlp.Http;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>Reads protobuf's JSON value by value: null is as if it were not there, 64-bit numbers may be strings, and so may NaN and infinity.</summary>
/// <exception cref="JsonException">Every method: what stands there is of another type.</exception>
internal static class OtlpJson
{
    private static readonly string[] Delta = ["1", "AGGREGATION_TEMPORALITY_DELTA"];

    /// <summary>Moves to the name of the next member; false: the object ends.</summary>
    public static bool Member(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the next element, which is an object; false: the array ends.</summary>
    public static bool Element(ref Utf8JsonReader json)
    {
        if (json.Read() && json.TokenType == JsonTokenType.EndArray) return false;
        return json.TokenType == JsonTokenType.StartObject ? true : throw Wrong(json, "an object");
    }

    /// <summary>From the name of a member into its array; false: it is null.</summary>
    public static bool Array(ref Utf8JsonReader json) => Enter(ref json, JsonTokenType.StartArray, "an array");

    /// <summary>From the name of a member into its object; false: it is null.</summary>
    public static bool Object(ref Utf8JsonReader json) => Enter(ref json, JsonTokenType.StartObject, "an object");

    /// <summary>The value of the member the reader stands on, as written; empty where it is null.</summary>
    public static ReadOnlySpan<byte> Value(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> body) => body[Extent(ref json)];

    /// <summary>The value of a member of the object that the reader stands at the start of, as written; empty where there is none. The reader is not moved.</summary>
    public static ReadOnlySpan<byte> Find(scoped Utf8JsonReader json, ReadOnlySpan<byte> body, scoped ReadOnlySpan<byte> name)
    {
        while (Member(ref json))
        {
            if (json.ValueTextEquals(name)) return body[Extent(ref json)];
            json.Skip();
        }

        return [];
    }

    /// <summary>Where the value of the member the reader stands on is written; nowhere where it is null.</summary>
    private static Range Extent(scoped ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return ..0;
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return start..(int)json.BytesConsumed;
    }

    public static T Message<T>(ReadOnlySpan<byte> written)
        where T : IMessage, new() => written.IsEmpty ? new() : OtlpBody.Json.Parse<T>(Encoding.UTF8.GetString(written));

    /// <summary>0 where it is null.</summary>
    public static ulong Unsigned(ref Utf8JsonReader json)
    {
        var text = Scalar(ref json);
        if (text.IsEmpty) return 0;
        return Utf8Parser.TryParse(text, out ulong value, out var read) && read == text.Length ? value : (ulong)Math.Max(0, Whole(json, text, ulong.MaxValue));
    }

    public static double? Signed(ref Utf8JsonReader json)
    {
        var text = Scalar(ref json);
        if (text.IsEmpty) return null;
        return Utf8Parser.TryParse(text, out long value, out var read) && read == text.Length ? value : Whole(json, text, long.MaxValue);
    }

    public static double? Double(ref Utf8JsonReader json)
    {
        var text = Scalar(ref json);
        if (text.IsEmpty) return null;
        if (Utf8Parser.TryParse(text, out double value, out var read) && read == text.Length) return value;
        return text.SequenceEqual("NaN"u8) ? double.NaN : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity : throw Wrong(json, "a number");
    }

    public static bool IsDelta(ref Utf8JsonReader json) => Delta.Contains(Encoding.UTF8.GetString(Scalar(ref json)), StringComparer.Ordinal);

    private static bool Enter(ref Utf8JsonReader json, JsonTokenType start, string what)
    {
        json.Read();
        return json.TokenType == start || (json.TokenType == JsonTokenType.Null ? false : throw Wrong(json, what));
    }

    /// <summary>The text of a number or string; empty where it is null.</summary>
    private static ReadOnlySpan<byte> Scalar(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.Null => [],
            JsonTokenType.Number => json.ValueSpan,
            JsonTokenType.String when json.ValueIsEscaped => Encoding.UTF8.GetBytes(json.GetString()!),
            JsonTokenType.String when json.ValueSpan.IsEmpty => throw Wrong(json, "a number"),
            JsonTokenType.String => json.ValueSpan,
            _ => throw Wrong(json, "a number"),
        };
    }

    /// <summary>A whole number written with a fraction or an exponent, as <c>1.0</c> or <c>1e3</c>.</summary>
    private static double Whole(Utf8JsonReader json, ReadOnlySpan<byte> text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == Math.Truncate(value) && Math.Abs(value) <= most ? value : throw Wrong(json, "a whole number");

    private static JsonException Wrong(Utf8JsonReader json, string wanted) => new($"At byte {json.TokenStartIndex}, {wanted} is expected.");
}
