using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>A request that came, as it came.</summary>
/// <param name="Answered">With which status.</param>
internal sealed record Received(IReadOnlyDictionary<string, string> Headers, string Text, int Answered = 200)
{
    public string Id => Headers["webhook-id"];

    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>Verifies as the specification says, written from its words and not from the portal's code.</summary>
    public bool IsSignedWith(string secret, DateTimeOffset now)
    {
        var timestamp = Headers["webhook-timestamp"];
        if (Math.Abs((now - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture))).TotalMinutes) > 5) return false;
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{Id}.{timestamp}.{Text}"));
        return Headers["webhook-signature"].Split(' ').Any(value => value.StartsWith("v1,", StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(value[3..]), expected));
    }
}

/// <summary>A real HTTP server that a trigger posts to.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly WebApplication _server;

    private Receiver(WebApplication server, int port) => (_server, Url) = (server, $"http://127.0.0.1:{port}/hook");

    public string Url { get; }

    /// <summary>What it answers with from now on.</summary>
    public int Status { get; set; } = 200;

    public string Answer { get; set; } = "thank you";

    /// <summary>It answers with what it got.</summary>
    public bool Echo { get; set; }

    public IReadOnlyList<Received> Requests => [.. _received];

    public static async Task<Receiver> StartAsync()
    {
        var port = Places.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        var receiver = new Receiver(server, port);
        server.MapPost("/hook", receiver.TakeAsync);
        await server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var (body, status) = (await reader.ReadToEndAsync(), Status);
        _received.Enqueue(new(request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body, status));
        return Results.Text(Echo ? body : Answer, statusCode: status);
    }
}
