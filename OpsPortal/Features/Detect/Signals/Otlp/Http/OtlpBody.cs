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
    private static readonly JsonParser Json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>The message it holds; null: it is none, and <paramref name="refusal"/> says why.</summary>
    public T? Parse<T>(MessageParser<T> parser, out OtlpRefusal? refusal)
        where T : class, IMessage<T>, new()
    {
        refusal = null;
        try
        {
            if (Encoding == OtlpEncoding.Protobuf) return parser.ParseFrom(Body.Bytes);
            using var text = new StreamReader(Body.ToStream(), System.Text.Encoding.UTF8);
            return Json.Parse<T>(text);
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            refusal = OtlpRefusal.Malformed(broken.Message);
            return null;
        }
    }

    /// <summary>An id of a trace or span in hex. In JSON it is written as hex already, which the parser took for base64; that is undone here.</summary>
    public static string Id(ByteString id, OtlpEncoding encoding) =>
        id.IsEmpty ? "" : encoding == OtlpEncoding.Json ? Convert.ToBase64String(id.Span).ToLowerInvariant() : Convert.ToHexStringLower(id.Span);
}
