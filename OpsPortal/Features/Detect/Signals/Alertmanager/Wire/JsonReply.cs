using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Wire;

/// <summary>Writes a JSON answer a part at a time, so that a long list is never in memory as a whole.</summary>
internal sealed class JsonReply : IAsyncDisposable
{
    private const int PartSize = 64 * 1024;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly HttpResponse _response;
    private long _sent;

    private JsonReply(HttpResponse response)
    {
        (_response, Json) = (response, new(response.BodyWriter, Relaxed));
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
    }

    public Utf8JsonWriter Json { get; }

    /// <summary>Begins the answer; null where the sender does not take JSON, and has been told so.</summary>
    public static async Task<JsonReply?> BeginAsync(HttpContext http)
    {
        if (MediaTypes.OfAnswer(http.Request) is not { } unwanted) return new(http.Response);
        await unwanted.WriteAsync(http.Response);
        return null;
    }

    /// <summary>Sends what is written once it is worth sending.</summary>
    public async ValueTask SendPartAsync()
    {
        if (Json.BytesCommitted + Json.BytesPending - _sent < PartSize) return;
        await Json.FlushAsync();
        _sent = Json.BytesCommitted;
        await _response.BodyWriter.FlushAsync(_response.HttpContext.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await Json.DisposeAsync();
        await _response.BodyWriter.WriteAsync("\n"u8.ToArray(), _response.HttpContext.RequestAborted);
    }
}
