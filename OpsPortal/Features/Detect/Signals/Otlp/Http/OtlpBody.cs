using System.Text.Json;
using Google.Protobuf;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Otlp.Http;

/// <summary>The two ways OTLP is written over HTTP. The answer is written as the request was.</summary>
internal enum OtlpEncoding
{
    Protobuf,
    Json,
}

/// <summary>One export as it came: unpacked, within the limit, from a source that may send.</summary>
internal sealed record OtlpBody(IntakeSource Source, OtlpEncoding Encoding, RequestBody Body)
{
    /// <summary>Passes over what it does not know, as OTLP asks.</summary>
    public static JsonParser Json { get; } = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Has it read. Returns why it cannot be; null: it was.</summary>
    public OtlpRefusal? Read(Action<RequestBody> read)
    {
        try
        {
            read(Body);
            return null;
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or InvalidJsonException or JsonException or InvalidDataException
            or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return OtlpRefusal.Malformed(broken.Message);
        }
    }

    /// <summary>The message it holds; null: it is none, and <paramref name="refusal"/> says why.</summary>
    public T? Parse<T>(MessageParser<T> parser, out OtlpRefusal? refusal)
        where T : class, IMessage<T>, new()
    {
        T? message = null;
        refusal = Read(body =>
        {
            if (Encoding == OtlpEncoding.Protobuf)
            {
                message = parser.ParseFrom(body.Bytes);
                return;
            }

            using var text = new StreamReader(body.ToStream(), System.Text.Encoding.UTF8);
            message = Json.Parse<T>(text);
        });
        return message;
    }

    /// <summary>An id of a trace or span in hex. In JSON it is written as hex already, which the parser took for base64; that is undone here.</summary>
    public static string Id(ByteString id, OtlpEncoding encoding) =>
        id.IsEmpty ? "" : encoding == OtlpEncoding.Json ? Convert.ToBase64String(id.Span).ToLowerInvariant() : Convert.ToHexStringLower(id.Span);
}
