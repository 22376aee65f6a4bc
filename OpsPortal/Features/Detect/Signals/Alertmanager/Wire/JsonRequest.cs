using Microsoft.AspNetCore.Http.Features;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Wire;

/// <summary>Gets at the body of a request, or at the reason why there is none to read.</summary>
internal static class JsonRequest
{
    /// <param name="what">What the body should hold: <c>alerts</c> or <c>silence</c>.</param>
    /// <param name="most">Largest body taken, in bytes.</param>
    public static async Task<(RequestBody? Body, WireError? Error)> ReadAsync(HttpContext http, string what, int most)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || http.Request.ContentLength == 0) return (null, WireError.Required(what));
        if (MediaTypes.OfBody(http.Request) is { } wrongType) return (null, wrongType);
        return await RequestBody.ReadAsync(http.Request, most, http.RequestAborted) is { } body
            ? (body, null)
            : (null, WireError.TooLarge($"body larger than {most} bytes"));
    }
}
