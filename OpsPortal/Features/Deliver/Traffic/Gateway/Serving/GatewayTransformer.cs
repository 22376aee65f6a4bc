using Yarp.ReverseProxy.Forwarder;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Serving;

/// <summary>Passes a request on as it came, host included, and says who sent it: <c>X-Forwarded-For</c> is added to, <c>-Proto</c> and <c>-Host</c> are left as a proxy in front has set them.</summary>
internal sealed class GatewayTransformer : HttpTransformer
{
    private const string For = "X-Forwarded-For";
    private const string Proto = "X-Forwarded-Proto";
    private const string Host = "X-Forwarded-Host";

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        if (httpContext.Connection.RemoteIpAddress is { } caller) proxyRequest.Headers.TryAddWithoutValidation(For, (caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller).ToString());
        if (!proxyRequest.Headers.Contains(Proto)) proxyRequest.Headers.TryAddWithoutValidation(Proto, httpContext.Request.Scheme);
        if (!proxyRequest.Headers.Contains(Host)) proxyRequest.Headers.TryAddWithoutValidation(Host, httpContext.Request.Host.Value);
    }
}
