using System.Text.Encodings.Web;
using System.Text.Json;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.PagerDuty;

/// <summary>What PagerDuty answers. Some clients take exactly 202 for success and nothing else.</summary>
internal static class EnqueueReply
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task ProcessedAsync(HttpContext http, string dedupKey) =>
        WriteAsync(http, StatusCodes.Status202Accepted, "success", "Event processed", dedupKey, []);

    public static Task ChangeProcessedAsync(HttpContext http) =>
        WriteAsync(http, StatusCodes.Status202Accepted, "success", "Change event processed", null, []);

    public static Task InvalidAsync(HttpContext http, IReadOnlyList<string> errors, int status = StatusCodes.Status400BadRequest) =>
        WriteAsync(http, status, "invalid event", "Event object is invalid", null, errors);

    public static Task UnreadableAsync(HttpContext http) =>
        WriteAsync(http, StatusCodes.Status400BadRequest, "Unrecognized object", "Event object format is unrecognized", null, ["JSON parse error"]);

    /// <summary>Nothing was stored; the client comes again.</summary>
    public static Task NotStoredAsync(HttpContext http, Taken taken)
    {
        SourceIntake.AskToComeAgain(http.Response);
        return taken == Taken.Full
            ? WriteAsync(http, StatusCodes.Status429TooManyRequests, "throttle exceeded", "Requests for this service are arriving too quickly. Please retry later.", null, [])
            : WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "unavailable", SourceIntake.WhyNotStored(taken), null, []);
    }

    private static async Task WriteAsync(HttpContext http, int status, string word, string message, string? dedupKey, IReadOnlyList<string> errors)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Relaxed);
        json.WriteStartObject();
        json.WriteString("status", word);
        json.WriteString("message", message);
        if (dedupKey is not null) json.WriteString("dedup_key", dedupKey);
        if (errors.Count > 0)
        {
            json.WriteStartArray("errors");
            foreach (var error in errors) json.WriteStringValue(error);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
