using System.Buffers;
using System.Text.Json;
using OpsPortal.Domain.Deliver.Releases.Switches;

namespace OpsPortal.Features.Deliver.Releases.Switches.Evaluation;

/// <summary>Writes answers as OFREP describes them.</summary>
internal static class OfrepWriter
{
    /// <summary>One switch for one subject: its value, or that it cannot be told without knowing who is asked for.</summary>
    /// <returns>Null where it was answered.</returns>
    public static OfrepError? Write(Utf8JsonWriter json, SwitchInForce feature, SwitchSubject subject)
    {
        var answer = SwitchAnswer.Of(feature.Key, feature.Rule, subject);
        if (answer.Reason == SwitchReason.Split && subject.Key.Length == 0)
        {
            Write(json, feature.Key, OfrepError.NoTargetingKey);
            return OfrepError.NoTargetingKey;
        }

        json.WriteStartObject();
        json.WriteString("key"u8, feature.Key);
        json.WriteString("reason"u8, Reason(answer.Reason));
        json.WriteString("variant"u8, answer.Value ? "on"u8 : "off"u8);
        json.WriteBoolean("value"u8, answer.Value);
        json.WriteStartObject("metadata"u8);
        if (feature.Release.Length > 0) json.WriteString("release"u8, feature.Release);
        json.WriteNumber("version"u8, feature.Version);
        json.WriteEndObject();
        json.WriteEndObject();
        return null;
    }

    /// <param name="key">Null: the error is of all of them.</param>
    public static void Write(Utf8JsonWriter json, string? key, OfrepError error)
    {
        json.WriteStartObject();
        if (key is not null) json.WriteString("key"u8, key);
        json.WriteString("errorCode"u8, error.Code);
        json.WriteString("errorDetails"u8, error.Details);
        json.WriteEndObject();
    }

    /// <summary>Every switch for one subject.</summary>
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<SwitchInForce> features, SwitchSubject subject)
    {
        json.WriteStartObject();
        json.WriteStartArray("flags"u8);
        foreach (var feature in features) Write(json, feature, subject);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static async Task SendAsync(HttpResponse response, int status, ArrayBufferWriter<byte> body, CancellationToken stopping)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        await response.BodyWriter.WriteAsync(body.WrittenMemory, stopping);
    }

    private static ReadOnlySpan<byte> Reason(SwitchReason reason) => reason switch
    {
        SwitchReason.Disabled => "DISABLED"u8,
        SwitchReason.TargetingMatch => "TARGETING_MATCH"u8,
        SwitchReason.Split => "SPLIT"u8,
        _ => "STATIC"u8,
    };
}
