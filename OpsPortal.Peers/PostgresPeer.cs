using System.Globalization;
using System.Runtime.InteropServices;

namespace OpsPortal.Peers;

/// <summary>A PostgreSQL server of our own on a free loopback port, in a folder that goes with it.</summary>
public sealed class PostgresPeer : IAsyncDisposable
{
    private const string User = "opsportal";
    private readonly string _folder;
    private readonly string[] _prefix;
    private readonly bool _durable;
    private ChildProcess _server = null!;

    private PostgresPeer(string binaries, string folder, string[] prefix, int port, bool durable) =>
        (Binaries, _folder, _prefix, Port, _durable) = (binaries, folder, prefix, port, durable);

    /// <summary>Folder of the server's programs, <c>pg_dump</c> among them.</summary>
    public string Binaries { get; }

    public int Port { get; }

    /// <summary>Starts a server. Without <paramref name="durable"/> it does not wait for the disk, which suits tests and no benchmark.</summary>
    public static async Task<PostgresPeer> StartAsync(bool durable = false)
    {
        var binaries = await Programs.PostgresFolderAsync();
        var folder = Places.NewFolder("postgres");
        var prefix = await UnprivilegedAsync(folder);
        var peer = new PostgresPeer(binaries, folder, prefix, Places.FreePort(), durable);
        await peer.MustAsync("initdb", ["-D", peer.Cluster, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await peer.RunAsync();
        return peer;
    }

    /// <summary>Makes an empty database and returns the connection string to it.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await MustAsync("createdb", ["-h", "127.0.0.1", "-p", Number(Port), "-U", User, name]);
        return ConnectionTo(name);
    }

    /// <summary>Connections that die are noticed soon; the pool is small, because many fixtures share the server.</summary>
    public string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={Number(Port)};Username={User};Database={database};Include Error Detail=true;Maximum Pool Size=20;Connection Idle Lifetime=10";

    /// <summary>The server is gone at once, as in a power cut; <see cref="StartAgainAsync"/> brings it back on the same port with what it had committed.</summary>
    public Task StopAsync() => _server.StopAsync(PosixSignal.SIGQUIT);

    public Task StartAgainAsync() => RunAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _server.DisposeAsync();
        Places.Discard(_folder);
    }

    private string Cluster => Path.Combine(_folder, "cluster");

    private async Task RunAsync()
    {
        string[] careless = _durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
        var command = Command("postgres", ["-D", Cluster, "-p", Number(Port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300", .. careless]);
        _server = ChildProcess.Start(command[0], command[1..], directory: _folder);
        await Waiting.UntilAsync(
            async () => _server.HasExited
                ? throw new InvalidOperationException($"PostgreSQL ended with {_server.ExitCode}.\n{_server.Log}")
                : (await ToolAsync("pg_isready", ["-h", "127.0.0.1", "-p", Number(Port)])).ExitCode == 0,
            () => $"PostgreSQL does not answer.\n{_server.Log}");
    }

    private async Task MustAsync(string tool, string[] arguments)
    {
        var (exitCode, output) = await ToolAsync(tool, arguments);
        if (exitCode != 0) throw new InvalidOperationException($"{tool} ended with {exitCode}.\n{output}");
    }

    private async Task<(int ExitCode, string Output)> ToolAsync(string tool, string[] arguments)
    {
        var command = Command(tool, arguments);
        return await ChildProcess.RunAsync(command[0], command[1..], directory: _folder);
    }

    private string[] Command(string tool, string[] arguments) => [.. _prefix, Path.Combine(Binaries, tool), .. arguments];

    /// <summary>PostgreSQL refuses root: the folder is given to another user, and the programs run as that one.</summary>
    private static async Task<string[]> UnprivilegedAsync(string folder)
    {
        if (!string.Equals(Environment.UserName, "root", StringComparison.Ordinal)) return [];
        var user = (await ChildProcess.RunAsync("id", ["-u", "postgres"])).ExitCode == 0 ? "postgres" : "nobody";
        var group = (await ChildProcess.RunAsync("id", ["-g", "-n", user])).Output.Trim();
        await ChildProcess.RunAsync("chown", [$"{user}:{group}", folder]);
        return Programs.OnPath("setpriv") is { } setpriv
            ? [setpriv, $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"]
            : throw new PeerMissing("PostgreSQL refuses to run as root, and there is no setpriv to run it as somebody else.");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
