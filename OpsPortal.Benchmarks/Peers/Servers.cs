using System.Diagnostics;
using OpsPortal.Benchmarks.Load;

namespace OpsPortal.Benchmarks.Peers;

/// <summary>The servers that are compared, each started fresh on a free port with an empty store below <paramref name="directory"/>.</summary>
internal sealed class Servers(string directory)
{
    private const string AlertmanagerSettings = "route: { receiver: nobody }\nreceivers: [ { name: nobody } ]\n";

    private int _started;

    public async Task<(ServerProcess Process, Target Target)> AlertmanagerAsync(CancellationToken stopping)
    {
        var (target, own) = (new Target(ServerProcess.FreePort()), OwnDirectory("alertmanager"));
        await File.WriteAllTextAsync(Path.Combine(own, "alertmanager.yml"), AlertmanagerSettings, stopping);
        var start = new ProcessStartInfo("prometheus-alertmanager",
        [
            $"--config.file={own}/alertmanager.yml", $"--storage.path={own}", "--cluster.listen-address=",
            $"--web.listen-address=127.0.0.1:{target.Port}", "--log.level=error",
        ]);
        return (await ServerProcess.StartAsync(start, new(target.Url, "/-/ready"), stopping), target);
    }

    /// <summary>A server that drops what it gets: the most the sender can reach on this machine.</summary>
    public async Task<(ServerProcess Process, Target Target)> DiscardAsync(CancellationToken stopping)
    {
        var target = new Target(ServerProcess.FreePort());
        var start = new ProcessStartInfo("dotnet", [typeof(Servers).Assembly.Location, "discard", $"{target.Port}"]);
        start.Environment["DOTNET_gcServer"] = "0";
        return (await ServerProcess.StartAsync(start, new(target.Url, "/-/ready"), stopping), target);
    }

    private string OwnDirectory(string name) => Directory.CreateDirectory(Path.Combine(directory, $"{name}-{++_started}")).FullName;
}
