using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsPortal.Benchmarks.Load;

/// <summary>A server that reads the alerts, drops them and says 200: what the sender itself can reach.</summary>
internal static class DiscardEndpoint
{
    /// <summary>The command-line argument that makes this program be it; the port follows.</summary>
    public const string Argument = "discard";

    public static async Task ServeAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet("/-/ready", () => "OK");
        app.MapPost("/api/v2/alerts", static async (HttpRequest request) =>
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        });
        await app.RunAsync();
    }
}
