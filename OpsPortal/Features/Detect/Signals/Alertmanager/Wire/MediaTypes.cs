using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Wire;

/// <summary>The API speaks <c>application/json</c> and nothing else.</summary>
internal static class MediaTypes
{
    private const string Json = "application/json";

    /// <summary>What is wrong with the type of a body; null: it is JSON. A body without a type counts as bytes.</summary>
    public static WireError? OfBody(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType)) return WireError.MediaType("application/octet-stream");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var given)) return WireError.BadMediaType(request.ContentType);
        return given.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? null : WireError.MediaType(given.MediaType.ToString());
    }

    /// <summary>Whether the sender takes JSON for an answer. Whoever does not say takes anything.</summary>
    public static WireError? OfAnswer(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (StringValues.IsNullOrEmpty(accept)) return null;
        var taken = MediaTypeHeaderValue.TryParseList(accept, out var ranges) && ranges.Any(range =>
            range.Quality is not 0 && (range.MatchesAllTypes || range.MatchesMediaType(Json)));
        return taken ? null : WireError.NotAcceptable;
    }
}
