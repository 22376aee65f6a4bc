using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Features.Deliver.Traffic;

/// <summary>A tiny service that answers with its version.</summary>
internal sealed class VersionedBackend : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _requests;

    private VersionedBackend(WebApplication server, int port) => (_server, Port) = (server, port);

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public int Requests => _requests;

    public static async Task<VersionedBackend> StartAsync(string version)
    {
        var port = Places.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        var backend = new VersionedBackend(server, port);
        server.MapGet("/{**path}", (HttpRequest request) =>
        {
            Interlocked.Increment(ref backend._requests);
            return version;
        });
        server.MapPost("/echo", async (HttpContext context) => await context.Request.Body.CopyToAsync(context.Response.Body));
        server.MapPost("/headers", (HttpRequest request) => string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}")));
        await server.StartAsync();
        return backend;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
