using Yarp.ReverseProxy.Forwarder;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Serving;

/// <summary>Passes each request on to where its route says.</summary>
internal sealed class GatewayDoor(GatewayBook book, IHttpForwarder forwarder, HttpMessageInvoker client)
{
    private static readonly GatewayTransformer Transformer = new();

    /// <summary>404 where no route fits, 502 where the destination does not answer, 504 where it takes too long.</summary>
    public async Task PassAsync(HttpContext context)
    {
        if (book.Find(context.Request.Host.Host, context.Request.Path.Value ?? "/") is not { } route)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("The gateway has no route for this host and path.\n");
            return;
        }

        await forwarder.SendAsync(context, route.Pick(CallerTicket.Of(context, route)), client, ForwarderRequestConfig.Empty, Transformer);
    }
}
