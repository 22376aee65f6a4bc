using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Http;

/// <summary>An export that was not taken, as HTTP and gRPC tell it.</summary>
/// <param name="Http">The HTTP status. Senders try again after 429, 502, 503 and 504 only.</param>
/// <param name="Code">The same as a <c>google.rpc.Code</c>.</param>
/// <param name="Reason">A fixed word for the metrics.</param>
internal sealed record OtlpRefusal(int Http, int Code, string Message, string Reason)
{
    private const int InvalidArgument = 3, PermissionDenied = 7, ResourceExhausted = 8, Unavailable = 14;

    public static OtlpRefusal Malformed(string why) => new(400, InvalidArgument, $"The body cannot be read: {why}", "malformed");

    public static OtlpRefusal TooLarge(int most) => new(413, ResourceExhausted, $"The body is larger than {most} bytes, unpacked.", "too-large");

    public static OtlpRefusal MediaType(string given) =>
        new(415, InvalidArgument, $"Content type '{given}' is not taken; send application/x-protobuf or application/json.", "media-type");

    public static OtlpRefusal ContentCoding(string given) => new(415, InvalidArgument, $"Content encoding '{given}' is not taken; send gzip or none.", "media-type");

    public static OtlpRefusal SwitchedOff { get; } = new(403, PermissionDenied, "The source is switched off.", "switched-off");

    /// <summary>Nothing was stored; the sender is to come again.</summary>
    public static OtlpRefusal NotStored(Taken taken) => taken == Taken.Full
        ? new(503, ResourceExhausted, SourceIntake.WhyNotStored(taken), "full")
        : new(503, Unavailable, SourceIntake.WhyNotStored(taken), "unavailable");

    public bool IsRetryable => Http is 429 or 502 or 503 or 504;
}

/// <summary>What an export led to: the message to answer with, or why it was not taken.</summary>
/// <param name="Noted">Whether the refusal has been counted already.</param>
internal sealed record OtlpAnswer(Google.Protobuf.IMessage? Message, OtlpRefusal? Refusal, bool Noted = false)
{
    public static OtlpAnswer Of(Google.Protobuf.IMessage message) => new(message, null);

    public static OtlpAnswer Refuse(OtlpRefusal why, bool noted = false) => new(null, why, noted);
}
