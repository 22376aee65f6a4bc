using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Features.Deliver.Traffic.Gateway;
using OpsPortal.Features.Deliver.Traffic.Gateway.Serving;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Traffic;

/// <summary>The traffic controllers on a clock that stands still; with a database also the gateway, listening.</summary>
internal sealed class TrafficBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TrafficBench(TestDatabase? database, IReadOnlyDictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<ChangeFeed>().AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddSingleton<IDbContextFactory<OpsDb>>(database is null ? new NoDatabase() : database.Contexts);
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section);
        services.AddOptions<HaproxyOptions>().BindConfiguration(HaproxyOptions.Section);
        services.AddOutgoing().AddOutbox(sends: false);
        RunnersFeature.AddRunnerParts(services);
        TrafficFeature.AddTrafficParts(services);
        _services = services.BuildServiceProvider();
    }

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(Given.Noon);

    /// <param name="sockets">The folder whose sockets may be spoken to.</param>
    public static TrafficBench Start(string sockets = "/run/haproxy") => new(null, Settings(sockets, 0));

    /// <summary>Also listens as gateway, on the port given (0: it does not), with what the database holds.</summary>
    public static async Task<TrafficBench> StartAsync(TestDatabase database, int port)
    {
        var bench = new TrafficBench(database, Settings("/run/haproxy", port));
        var listener = bench.Get<GatewayListener>();
        await ((IHostedService)listener).StartAsync(Stopping);
        await listener.Started;
        return bench;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<Outcome<TrafficReading>> ShiftAsync(TrafficTarget target, params (string Side, int Percent)[] shares) => Get<TrafficControllers>().ShiftAsync(target, Weights(shares), Stopping);

    public async Task<string> ShiftedAsync(TrafficTarget target, params (string Side, int Percent)[] shares)
    {
        var outcome = await ShiftAsync(target, shares);
        return outcome is Outcome<TrafficReading>.Done(var now) ? now.ToString() : outcome.Refusal!.Code;
    }

    public async Task<string> ReadAsync(TrafficTarget target)
    {
        var outcome = await Get<TrafficControllers>().ReadAsync(target, Stopping);
        return outcome is Outcome<TrafficReading>.Done(var now) ? now.ToString() : outcome.Refusal!.Code;
    }

    public static TrafficWeights Weights(params (string Side, int Percent)[] shares) => Assert.IsType<Outcome<TrafficWeights>.Done>(TrafficWeights.Of(shares)).Value;

    /// <summary>How many of so many requests each version answered; each on a connection of its own choosing.</summary>
    public static async Task<Dictionary<string, int>> AskAsync(string url, int requests)
    {
        using var http = new HttpClient();
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var request = 0; request < requests; request++)
        {
            using var answer = await http.GetAsync(new Uri(url), Stopping);
            var text = answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(Stopping) : $"{(int)answer.StatusCode}";
            answers[text] = answers.GetValueOrDefault(text) + 1;
        }

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await ((IHostedService)Get<GatewayListener>()).StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(string sockets, int port) => new()
    {
        ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8",
        ["OpsPortal:Haproxy:SocketFolders:0"] = sockets,
        ["OpsPortal:Gateway:Port"] = $"{port}",
        ["urls"] = "http://127.0.0.1:5080",
    };

    private sealed class NoDatabase : IDbContextFactory<OpsDb>
    {
        public OpsDb CreateDbContext() => throw new InvalidOperationException("This test keeps nothing.");
    }
}
