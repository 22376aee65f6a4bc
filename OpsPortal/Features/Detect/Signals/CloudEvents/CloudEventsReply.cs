using OpsPortal.Features.Detect.Sources;

namespace OpsPortal.Features.Detect.Signals.CloudEvents;

/// <summary>The answers that CloudEvents leaves open: problem details, and the handshake of its webhooks.</summary>
internal static class CloudEventsReply
{
    public static Task ProblemAsync(HttpContext http, int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = $"intake.{code}" }).ExecuteAsync(http);

    public static Task NotStoredAsync(HttpContext http, Taken taken)
    {
        SourceIntake.AskToComeAgain(http.Response);
        return ProblemAsync(http, taken == Taken.Full ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable, taken == Taken.Full ? "full" : "unavailable", SourceIntake.WhyNotStored(taken));
    }

    /// <summary>Whoever asks may send, as fast as it likes; a key is asked for when it does.</summary>
    public static Task HandshakeAsync(HttpContext http)
    {
        http.Response.Headers.Allow = "POST";
        if (http.Request.Headers["WebHook-Request-Origin"] is [{ Length: > 0 } origin])
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = origin;
            http.Response.Headers["WebHook-Allowed-Rate"] = "*";
        }

        return Task.CompletedTask;
    }
}
