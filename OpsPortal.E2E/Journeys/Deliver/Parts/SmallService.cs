using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsPortal.Peers;

namespace OpsPortal.E2E.Journeys.Deliver.Parts;

/// <summary>One side of a small real service: it answers with the version that is put there, fails as often as that does, and counts for Prometheus.</summary>
internal sealed class SmallService : IAsyncDisposable
{
    private readonly WebApplication _server;
    private long _good, _bad;

    private SmallService(WebApplication server, int port, string side) => (_server, Port, Side) = (server, port, side);

    public int Port { get; }

    public string Side { get; }

    public string Version { get; set; } = "";

    /// <summary>0 to 100.</summary>
    public int FailsPercent { get; set; }

    public static async Task<SmallService> StartAsync(string side, string version)
    {
        var port = Places.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var server = builder.Build();
        var service = new SmallService(server, port, side) { Version = version };
        server.MapGet("/", () => service.Answer());
        server.MapGet("/health", () => service.Version);
        server.MapGet("/metrics", () => Results.Text(service.Metrics(), "text/plain; version=0.0.4"));
        await server.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IResult Answer()
    {
        // Evenly, so that a share of the requests is that share of the failures.
        var number = Interlocked.Read(ref _good) + Interlocked.Read(ref _bad);
        var fails = FailsPercent > 0 && number % (100 / FailsPercent) == 0;
        if (fails) Interlocked.Increment(ref _bad);
        else Interlocked.Increment(ref _good);
        return fails ? Results.StatusCode(StatusCodes.Status500InternalServerError) : Results.Text(Version);
    }

    private string Metrics() => string.Create(CultureInfo.InvariantCulture, $"shop_requests_total{{code=\"200\"}} {Interlocked.Read(ref _good)}\nshop_requests_total{{code=\"500\"}} {Interlocked.Read(ref _bad)}\n");
}

/// <summary>People who use the service all the time.</summary>
internal sealed class Users : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _asking;

    public Users(string url) => _asking = Task.Run(() => AskAsync(url, _leaving.Token));

    private static async Task AskAsync(string url, CancellationToken leaving)
    {
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await timer.WaitForNextTickAsync(leaving))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url), leaving);
            }
            catch (HttpRequestException)
            {
                continue; // they try again
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.Dispose();
    }
}
