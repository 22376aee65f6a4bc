using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Wire;

/// <summary>A reply other than success, in the shapes of Alertmanager's API.</summary>
/// <param name="Code">The code beside the message; null: the body is the message alone, as a JSON string.</param>
/// <param name="Reason">A fixed word for the metrics.</param>
internal sealed record WireError(int Status, int? Code, string Message, string Reason = "malformed")
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The body cannot be read at all.</summary>
    /// <param name="what">What was expected: <c>alerts</c> or <c>silence</c>.</param>
    public static WireError NotReadable(string what, string why) => new(400, 400, $"parsing {what} body from \"\" failed, because {why}");

    /// <summary>A body or a member that must be there is not.</summary>
    public static WireError Required(string what) => new(422, 602, $"{what} in body is required", "invalid");

    public static WireError NotOfType(string what, string type, string value) => new(422, 601, $"{what} must be of type {type}: {Quote(value)}", "invalid");

    /// <summary>What was sent can be read but must not be.</summary>
    public static WireError Invalid(string message) => new(400, null, message, "invalid");

    public static WireError TooLarge(string message) => new(413, 413, message, "too-large");

    public static WireError MediaType(string given) =>
        new(415, 415, $"unsupported media type {Quote(given)}, only [application/json] are allowed", "media-type");

    public static WireError BadMediaType(string given) => new(400, 400, $"parsing Content-Type header from {Quote(given)} failed, because mime: no media type", "media-type");

    public static WireError NotAcceptable { get; } = new(406, 406, "unsupported media type requested, only [application/json] are available", "media-type");

    public static WireError NoSuchPath(string path) => new(404, 404, $"path {path} was not found");

    public static WireError Method(string method, string allowed) => new(405, 405, $"method {method} is not allowed, but [{allowed}] are");

    /// <summary>Text from a sender inside a message: quoted, and cut where it is long.</summary>
    public static string Quote(string text) =>
        $"\"{(text.Length > 200 ? $"{text[..200]}…" : text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json";
        if (HttpMethods.IsHead(response.HttpContext.Request.Method)) return;
        await using (var json = new Utf8JsonWriter(response.BodyWriter, Relaxed))
        {
            if (Code is { } code)
            {
                json.WriteStartObject();
                json.WriteNumber("code", code);
                json.WriteString("message", Message);
                json.WriteEndObject();
            }
            else
            {
                json.WriteStringValue(Message);
            }
        }

        await response.BodyWriter.WriteAsync("\n"u8.ToArray(), response.HttpContext.RequestAborted);
    }
}
