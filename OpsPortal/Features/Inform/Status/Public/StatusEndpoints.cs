using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpsPortal.Features.Inform.Status.Rendering;

namespace OpsPortal.Features.Inform.Status.Public;

/// <summary>The public page and its feed: for anybody, without a session, from bytes that are ready.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/status", [HttpMethods.Get, HttpMethods.Head], PageAsync).WithName("Status").AllowAnonymous().ExcludeFromDescription();
        routes.MapMethods("/status.rss", [HttpMethods.Get, HttpMethods.Head], FeedAsync).WithName("StatusFeed").AllowAnonymous().ExcludeFromDescription();
    }

    private static Task PageAsync(HttpContext request) => SendAsync(request, pair => pair.Page, "text/html; charset=utf-8");

    private static Task FeedAsync(HttpContext request) => SendAsync(request, pair => pair.Feed, "application/rss+xml; charset=utf-8");

    private static async Task SendAsync(HttpContext request, Func<RenderedPair, RenderedDocument> which, string type)
    {
        var services = request.RequestServices;
        if (!services.GetRequiredService<IOptions<InformOptions>>().Value.StatusPage)
        {
            request.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var document = which(await services.GetRequiredService<RenderedStatus>().CurrentAsync(request.RequestAborted));
        var response = request.Response;
        Guard(response);
        response.Headers.ETag = document.Tag;
        response.Headers.CacheControl = "public, max-age=5";
        response.Headers.Vary = "Accept-Encoding";
        if (Holds(request.Request.Headers.IfNoneMatch, document.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var packed = Holds(request.Request.Headers.AcceptEncoding, "gzip");
        if (packed) response.Headers.ContentEncoding = "gzip";
        var body = packed ? document.Packed : document.Plain;
        response.ContentType = type;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Request.Method)) await response.Body.WriteAsync(body, request.RequestAborted);
    }

    /// <summary>What every public answer says to browsers.</summary>
    public static void Guard(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = PublicPage.Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static bool Holds(StringValues header, string wanted)
    {
        foreach (var value in header)
        {
            if (value is not null && value.Contains(wanted, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
