using System.Globalization;

namespace OpsPortal.Peers;

/// <summary>A real Prometheus on a free loopback port.</summary>
public sealed class PrometheusPeer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ChildProcess _process;

    private PrometheusPeer(string folder, ChildProcess process, string url) => (_folder, _process, Url) = (folder, process, url);

    /// <summary>As <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; }

    public string Log => _process.Log;

    /// <summary>Starts it with a configuration, beside which <paramref name="files"/> (name, content), such as rules, are laid.</summary>
    public static async Task<PrometheusPeer> StartAsync(string configuration, params (string Name, string Content)[] files)
    {
        var program = await Programs.PrometheusAsync();
        var folder = Places.NewFolder("prometheus");
        foreach (var (name, content) in files.Append(("prometheus.yml", configuration))) await File.WriteAllTextAsync(Path.Combine(folder, name), content);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Places.FreePort()}");
        var process = ChildProcess.Start(program,
            [$"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address={new Uri(url).Authority}", "--log.level=info"], directory: folder);
        await process.UntilAnswersAsync($"{url}/-/ready");
        return new(folder, process, url);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        await _process.DisposeAsync();
        Places.Discard(_folder);
    }
}

/// <summary>A real Alertmanager on a free loopback port, alone.</summary>
public sealed class AlertmanagerPeer : IAsyncDisposable
{
    private const string Silent = "route: { receiver: nobody }\nreceivers: [ { name: nobody } ]\n";
    private readonly string _folder;
    private readonly ChildProcess _process;

    private AlertmanagerPeer(string folder, ChildProcess process, string url) => (_folder, _process, Url) = (folder, process, url);

    /// <summary>As <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; }

    public string Log => _process.Log;

    public int Id => _process.Id;

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes => _process.ResidentBytes;

    /// <summary>Starts it; unless told otherwise it keeps alerts and tells nobody.</summary>
    public static async Task<AlertmanagerPeer> StartAsync(string configuration = Silent)
    {
        var program = await Programs.AlertmanagerAsync();
        var folder = Places.NewFolder("alertmanager");
        await File.WriteAllTextAsync(Path.Combine(folder, "alertmanager.yml"), configuration);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Places.FreePort()}");
        var process = ChildProcess.Start(program,
            [$"--config.file={folder}/alertmanager.yml", $"--storage.path={folder}/data", $"--web.listen-address={new Uri(url).Authority}", "--cluster.listen-address=", "--log.level=warn"], directory: folder);
        await process.UntilAnswersAsync($"{url}/-/ready");
        return new(folder, process, url);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        await _process.DisposeAsync();
        Places.Discard(_folder);
    }
}

/// <summary>Alertmanager's command-line client, which works against the portal too.</summary>
public static class Amtool
{
    /// <summary>Runs <c>amtool ARGUMENTS --alertmanager.url=URL</c>; a key goes into the address as <c>http://key:ops_…@host</c>.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string url, params string[] arguments) =>
        await ChildProcess.RunAsync(await Programs.AmtoolAsync(), [.. arguments, $"--alertmanager.url={url}"], new Dictionary<string, string?> { ["HOME"] = Path.GetTempPath() });
}
