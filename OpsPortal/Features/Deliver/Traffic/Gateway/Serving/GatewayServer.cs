using System.Net;
using OpsPortal.Outgoing;
using Yarp.ReverseProxy.Forwarder;

namespace OpsPortal.Features.Deliver.Traffic.Gateway.Serving;

/// <summary>Puts the gateway's server together: one door, nothing else.</summary>
internal static class GatewayServer
{
    /// <param name="port">0: a free one.</param>
    public static WebApplication Build(IPAddress address, int port, GatewayBook book, GuardedConnect connect, ILoggerFactory logs)
    {
        // Nothing of the portal's own settings: addresses among them would be listened on twice.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // How much is too much is for the services behind it to say.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(address, port);
        });
        builder.Services.AddSingleton(logs);
        builder.Services.AddHttpForwarder().AddSingleton(_ => Client(connect)).AddSingleton(book).AddSingleton<GatewayDoor>();
        var server = builder.Build();
        server.Run(server.Services.GetRequiredService<GatewayDoor>().PassAsync);
        return server;
    }

    private static HttpMessageInvoker Client(GuardedConnect connect)
    {
        var handler = connect.CreateHandler();
        (handler.AllowAutoRedirect, handler.ConnectTimeout, handler.EnableMultipleHttp2Connections) = (false, TimeSpan.FromSeconds(10), true);

        // Callers' own traces are passed on as they are.
        handler.ActivityHeadersPropagator = null;
        return new(handler);
    }
}
