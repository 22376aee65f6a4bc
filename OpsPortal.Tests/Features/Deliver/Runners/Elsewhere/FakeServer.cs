using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Features.Deliver.Runners.Elsewhere;

/// <summary>A loopback server with the documented routes of somebody else's product, and a note of who asked what.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly WebApplication _server;

    private FakeServer(WebApplication server, int port) => (_server, Url) = (server, $"http://127.0.0.1:{port}");

    public string Url { get; }

    /// <summary>As <c>GET /path</c>, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Answers everything with this instead; 0: as the routes say.</summary>
    public int Instead { get; set; }

    public static async Task<FakeServer> StartAsync(Action<WebApplication> map)
    {
        var port = Places.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var server = new FakeServer(app, port);
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            server._asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (server.Instead == 0) await next(context);
            else context.Response.StatusCode = server.Instead;
        });
        map(app);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
