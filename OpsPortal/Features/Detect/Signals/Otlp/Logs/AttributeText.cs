using System.Globalization;
using System.Text;
using OpenTelemetry.Proto.Common.V1;

namespace OpsPortal.Features.Detect.Signals.Otlp.Logs;

/// <summary>A value of OpenTelemetry as text: plain where it is one, JSON where it is made of parts.</summary>
internal static class AttributeText
{
    /// <summary>Deeper parts are left out.</summary>
    private const int MaxDepth = 8;

    /// <summary>Longer text is not built any further, in characters.</summary>
    private const int MaxLength = 64 * 1024;

    public static string Of(AnyValue? value)
    {
        switch (value?.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue: return value.StringValue;
            case AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue:
                var text = new StringBuilder();
                Write(text, value, 0);
                return text.ToString();
            default: return Scalar(value);
        }
    }

    private static string Scalar(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => $"\"{System.Text.Json.JsonEncodedText.Encode(value.StringValue, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => Convert.ToBase64String(value.BytesValue.Span),
        _ => "",
    };

    private static void Write(StringBuilder text, AnyValue? value, int depth)
    {
        if (text.Length > MaxLength) return;
        if (value?.ValueCase is not (AnyValue.ValueOneofCase.ArrayValue or AnyValue.ValueOneofCase.KvlistValue))
        {
            text.Append(Scalar(value) is { Length: > 0 } scalar ? scalar : "null");
            return;
        }

        var isArray = value.ValueCase == AnyValue.ValueOneofCase.ArrayValue;
        text.Append(isArray ? '[' : '{');
        if (depth < MaxDepth && isArray) Join(text, value.ArrayValue.Values, item => Write(text, item, depth + 1));
        else if (depth < MaxDepth)
        {
            Join(text, value.KvlistValue.Values, member =>
            {
                text.Append('"').Append(System.Text.Json.JsonEncodedText.Encode(member.Key)).Append("\":");
                Write(text, member.Value, depth + 1);
            });
        }

        text.Append(isArray ? ']' : '}');
    }

    private static void Join<T>(StringBuilder text, IEnumerable<T> parts, Action<T> write)
    {
        var first = true;
        foreach (var part in parts)
        {
            if (!first) text.Append(',');
            first = false;
            write(part);
        }
    }
}
