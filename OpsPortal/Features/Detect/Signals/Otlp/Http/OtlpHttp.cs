using Google.Protobuf;
using Microsoft.Net.Http.Headers;
using OpenTelemetry.Proto.Rpc;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Otlp.Http;

/// <summary>
/// What logs, metrics and traces have in common over HTTP: both encodings, gzip, the limit on what is unpacked, the source that speaks, and
/// answers and errors in the encoding of the request. A route gives <see cref="RunAsync"/> the part that is its own.
/// </summary>
internal sealed class OtlpHttp(SourceIntake intake)
{
    /// <summary>Largest body, unpacked, in bytes: what the specification asks for.</summary>
    public const int MaxBytes = RequestBody.MaxBytes;

    private const string ProtobufType = "application/x-protobuf", JsonType = "application/json";

    /// <summary>How much of a broken protobuf body is kept to look at, in bytes.</summary>
    private const int KeptBytes = 1024;

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);

    /// <summary>Reads one export, has it worked, and answers.</summary>
    public async Task RunAsync(HttpContext http, Func<OtlpBody, CancellationToken, Task<OtlpAnswer>> work)
    {
        var encoding = EncodingOf(http.Request);
        if (await intake.SpeakerAsync(http, SourceKind.Otlp) is not { } source)
        {
            await WriteAsync(http, encoding ?? OtlpEncoding.Json, OtlpAnswer.Refuse(OtlpRefusal.SwitchedOff));
            return;
        }

        if (encoding is not { } known)
        {
            await RefuseAsync(http, source, OtlpEncoding.Json, OtlpRefusal.MediaType(http.Request.ContentType ?? ""), default);
            return;
        }

        var (body, refusal) = await ReadAsync(http);
        if (body is null)
        {
            await RefuseAsync(http, source, known, refusal!, default);
            return;
        }

        using (body)
        {
            var answer = await work(new(source, known, body), http.RequestAborted);
            if (answer is { Refusal: { } why, Noted: false }) await RefuseAsync(http, source, known, why, body.Memory);
            else await WriteAsync(http, known, answer);
        }
    }

    private static OtlpEncoding? EncodingOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(ProtobufType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
        : type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
        : null;

    private static async Task<(RequestBody? Body, OtlpRefusal? Refusal)> ReadAsync(HttpContext http)
    {
        var coding = http.Request.Headers.ContentEncoding.ToString();
        try
        {
            var body = coding.Trim().ToLowerInvariant() switch
            {
                "" or "identity" => await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted),
                "gzip" => await RequestBody.ReadGzipAsync(http.Request, MaxBytes, http.RequestAborted),
                _ => throw new NotSupportedException(coding),
            };
            return body is null ? (null, OtlpRefusal.TooLarge(MaxBytes)) : (body, null);
        }
        catch (NotSupportedException other)
        {
            return (null, OtlpRefusal.ContentCoding(other.Message));
        }
        catch (InvalidDataException broken)
        {
            return (null, OtlpRefusal.Malformed(broken.Message));
        }
    }

    private Task RefuseAsync(HttpContext http, IntakeSource source, OtlpEncoding encoding, OtlpRefusal why, ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> kept = encoding == OtlpEncoding.Json ? body.Span : System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(body.Span[..Math.Min(body.Length, KeptBytes)]));
        intake.Refused(source, why.Reason, why.Message, kept);
        return WriteAsync(http, encoding, OtlpAnswer.Refuse(why));
    }

    private static Task WriteAsync(HttpContext http, OtlpEncoding encoding, OtlpAnswer answer)
    {
        var response = http.Response;
        var message = answer.Message ?? new Status { Code = answer.Refusal?.Code ?? 0, Message = answer.Refusal?.Message ?? "" };
        response.StatusCode = answer.Refusal?.Http ?? StatusCodes.Status200OK;
        if (answer.Refusal is { IsRetryable: true }) SourceIntake.AskToComeAgain(response);
        response.ContentType = encoding == OtlpEncoding.Json ? JsonType : ProtobufType;
        var bytes = encoding == OtlpEncoding.Json ? System.Text.Encoding.UTF8.GetBytes(Json.Format(message)) : message.ToByteArray();
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
