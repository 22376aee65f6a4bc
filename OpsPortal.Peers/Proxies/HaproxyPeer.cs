using System.Globalization;
using System.Text;

namespace OpsPortal.Peers.Proxies;

/// <summary>One server line of the backend.</summary>
/// <param name="Options">As <c>weight 100 check inter 100ms</c>.</param>
public sealed record HaproxyServerLine(string Name, int Port, string Options = "");

/// <summary>A real HAProxy on free loopback ports, with one backend named <c>shop</c> and its runtime interface on a socket and on a port.</summary>
public sealed class HaproxyPeer : IAsyncDisposable
{
    public const string Backend = "shop";

    private readonly string _program;
    private ChildProcess _process;

    private HaproxyPeer(string program, string folder, int port, int adminPort, ChildProcess process) =>
        (_program, Folder, Url, AdminPort, _process) = (program, folder, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), adminPort, process);

    /// <summary>Where it takes requests.</summary>
    public string Url { get; }

    /// <summary>Holds its configuration and its socket.</summary>
    public string Folder { get; }

    public string Socket => Path.Combine(Folder, "admin.sock");

    public int AdminPort { get; }

    public string Log => _process.Log;

    public static async Task<HaproxyPeer> StartAsync(IReadOnlyList<HaproxyServerLine> servers, string balance = "roundrobin")
    {
        var program = await Programs.HaproxyAsync();
        var (folder, port, admin) = (Places.NewFolder("haproxy"), Places.FreePort(), Places.FreePort());
        await File.WriteAllTextAsync(Path.Combine(folder, "haproxy.cfg"), Configuration(folder, port, admin, servers, balance));
        var peer = new HaproxyPeer(program, folder, port, admin, Start(program, folder));
        await peer.ReadyAsync();
        return peer;
    }

    /// <summary>Ends it at once, by its own id.</summary>
    public async Task KillAsync()
    {
        await _process.KillAsync();
        File.Delete(Socket);
    }

    /// <summary>Starts it anew with the configuration it had.</summary>
    public async Task StartAgainAsync()
    {
        await _process.DisposeAsync();
        _process = Start(_program, Folder);
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(atMost: TimeSpan.FromSeconds(5));
        await _process.DisposeAsync();
        Places.Discard(Folder);
    }

    private Task ReadyAsync() => _process.UntilAnswersAsync(Url, success: false);

    private static ChildProcess Start(string program, string folder) => ChildProcess.Start(program, ["-db", "-f", Path.Combine(folder, "haproxy.cfg")], directory: folder);

    private static string Configuration(string folder, int port, int admin, IReadOnlyList<HaproxyServerLine> servers, string balance)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            global
                maxconn 1000
                stats socket {folder}/admin.sock mode 600 level admin
                stats socket ipv4@127.0.0.1:{admin} level admin
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
                option redispatch
                retries 3
            frontend front
                bind 127.0.0.1:{port}
                default_backend {Backend}
            backend {Backend}
                balance {balance}

            """));
        foreach (var server in servers) text.Append(CultureInfo.InvariantCulture, $"    server {server.Name} 127.0.0.1:{server.Port} {server.Options}\n");
        return text.ToString();
    }
}
