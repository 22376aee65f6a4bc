using System.Globalization;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Servers;

/// <summary>Starts the servers that are compared, each fresh, on a free port and with an empty store on the disk that temporary files go to.</summary>
internal sealed class ServerPark : IAsyncDisposable
{
    /// <summary>The intake key of the demo organisation.</summary>
    public const string IntakeKey = "ops_demo_intake_key";

    private readonly Lazy<Task<PostgresPeer>> _postgres = new(() => PostgresPeer.StartAsync(durable: true));
    private int _databases;

    public static async Task<RunningServer> AlertmanagerAsync()
    {
        var peer = await AlertmanagerPeer.StartAsync();
        return new(peer, peer.Id, new(new Uri(peer.Url).Port));
    }

    public static async Task<RunningServer> PortalAsync() => Running(await PortalProcess.StartAsync());

    public async Task<RunningServer> PortalOnPostgresAsync() => Running(await PortalProcess.StartAsync(await PostgresSettingsAsync()));

    /// <summary>A server that drops what it gets: the most the sender can reach on this machine.</summary>
    public static async Task<RunningServer> DiscardAsync()
    {
        var target = new Target(Places.FreePort());
        var process = ChildProcess.Start("dotnet", [typeof(ServerPark).Assembly.Location, DiscardEndpoint.Argument, target.Port.ToString(CultureInfo.InvariantCulture)]);
        await process.UntilAnswersAsync(new Uri(target.Url, "/-/ready").ToString());
        return new(process, process.Id, target);
    }

    /// <summary>The settings that put a portal on an empty PostgreSQL database, on a server that waits for the disk.</summary>
    public async Task<Dictionary<string, string?>> PostgresSettingsAsync() => new()
    {
        ["OpsPortal__Database"] = "Postgres",
        ["ConnectionStrings__OpsPortal"] = await (await _postgres.Value).CreateDatabaseAsync(string.Create(CultureInfo.InvariantCulture, $"bench{++_databases}")),
    };

    public static Target TargetOf(PortalProcess portal) => new(new Uri(portal.Url).Port, IntakeKey);

    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated) await (await _postgres.Value).DisposeAsync();
    }

    private static RunningServer Running(PortalProcess portal) => new(portal, portal.Id, TargetOf(portal));
}
