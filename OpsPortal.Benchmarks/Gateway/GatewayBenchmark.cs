using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Traffic.Gateway;
using OpsPortal.Features.Deliver.Traffic.Gateway.Serving;
using OpsPortal.Outgoing;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Gateway;

/// <summary>What the built-in gateway adds to a request: the same service, the same pace, through the gateway and direct, in alternating rounds.</summary>
internal sealed class GatewayBenchmark(Scale scale)
{
    private const int PerSecond = 2000;

    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public async Task RunAsync(Report report)
    {
        var port = Places.FreePort();
        await using var service = ChildProcess.Start("dotnet", [typeof(GatewayBenchmark).Assembly.Location, DiscardEndpoint.Argument, port.ToString(CultureInfo.InvariantCulture)]);
        await service.UntilAnswersAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"), success: false);
        await using var gateway = await StartAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var (direct, through) = (new Target(port, ""), new Target(PortOf(gateway), ""));
        report.Say($"Gateway: {scale.Rounds} rounds of {scale.Load.TotalSeconds:0} s at {PerSecond} requests a second.");
        foreach (var target in (Target[])[direct, through]) await SteadyPace.RunAsync(target, PerSecond, WarmUp);
        List<SteadyPace> plain = [], passed = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            plain.Add(await SteadyPace.RunAsync(direct, PerSecond, scale.Load));
            passed.Add(await SteadyPace.RunAsync(through, PerSecond, scale.Load));
        }

        var (own, peer) = (Median(passed, 0.50), Median(plain, 0.50));
        var added = own - peer;
        var kept = passed.TrueForAll(round => round.Failed == 0 && round.PerSecond >= PerSecond * 0.95);
        report.Add(Finding.Held($"p50 added by the gateway at {Written.PerSecond(PerSecond)}", "≤ 1 ms", Written.Milliseconds(added), added <= Most && kept));
        report.Add(Finding.Told("p50 of a request through the gateway", Written.Milliseconds(own), Written.Milliseconds(peer)));
        report.Add(Finding.Told("p99 of a request through the gateway", Written.Milliseconds(Median(passed, 0.99)), Written.Milliseconds(Median(plain, 0.99))));
        report.Add(Finding.Told("requests a second that were sent", Written.PerSecond(passed.Average(round => round.PerSecond)), Written.PerSecond(plain.Average(round => round.PerSecond))));
    }

    private static async Task<WebApplication> StartAsync(string service)
    {
        var book = new GatewayBook();
        book.Put([new() { Service = new ServiceKey("shop"), Environment = "production", Sides = [new("stable", 75, [service]), new("canary", 25, [service])], Version = 1 }]);
        var connect = new GuardedConnect(new AddressRule(Options.Create(new OutgoingOptions { Allow = ["127.0.0.0/8"] })));
        var server = GatewayServer.Build(IPAddress.Loopback, 0, book, connect, NullLoggerFactory.Instance);
        await server.StartAsync();
        return server;
    }

    private static int PortOf(WebApplication server) => new Uri(server.Urls.Single()).Port;

    private static TimeSpan Median(List<SteadyPace> rounds, double share) => rounds.Select(round => Percentile.Of(round.Waits, share)).Order().ElementAt(rounds.Count / 2);
}
