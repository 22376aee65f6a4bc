using System.Text.Json;
using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.Opsgenie;

/// <summary>What Opsgenie answers.</summary>
internal sealed class OpsgenieReply(TimeProvider clock)
{
    private const double Took = 0.001;

    public Task AcceptedAsync(HttpContext http, string result = "Request will be processed") => WriteAsync(http, StatusCodes.Status202Accepted, "result", result);

    /// <summary>A request that must not come again as it is.</summary>
    public Task RefusedAsync(HttpContext http, int status, string why) => WriteAsync(http, status, "message", why);

    /// <summary>Nothing was stored; clients come again after 429 and 5xx.</summary>
    public Task NotStoredAsync(HttpContext http, Taken taken)
    {
        SourceIntake.AskToComeAgain(http.Response);
        return WriteAsync(http, taken == Taken.Full ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable, "message", SourceIntake.WhyNotStored(taken));
    }

    private async Task WriteAsync(HttpContext http, int status, string member, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString(member, text);
        json.WriteNumber("took", Took);
        json.WriteString("requestId", Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        json.WriteEndObject();
    }
}
