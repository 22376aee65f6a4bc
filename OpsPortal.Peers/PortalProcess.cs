using System.Globalization;

namespace OpsPortal.Peers;

/// <summary>The built portal as a process of its own, with its own port and data folder: what a user runs.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _environment;
    private readonly bool _ownData;
    private ChildProcess _process = null!;

    private PortalProcess(Dictionary<string, string?> environment, string data, bool ownData, int port)
    {
        (_environment, DataDirectory, _ownData) = (environment, data, ownData);
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
    }

    /// <summary>As <c>http://127.0.0.1:40123</c>; the same after a restart.</summary>
    public string Url { get; }

    public string DataDirectory { get; }

    /// <summary>What it has printed since its last start.</summary>
    public string Log => _process.Log;

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <summary>How it ended; only after it has.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes => _process.ResidentBytes;

    /// <summary>
    /// Starts it and waits for its first answer. Development unless <paramref name="settings"/> (environment variables, as
    /// <c>OpsPortal__Database</c>) say otherwise; a data folder of its own, deleted afterwards, unless one is given.
    /// </summary>
    public static async Task<PortalProcess> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, string? dataDirectory = null, int? port = null)
    {
        var data = dataDirectory ?? Places.NewFolder("data");
        var portal = new PortalProcess(Environment(settings, data), data, dataDirectory is null, port ?? Places.FreePort());
        try
        {
            await portal.RunAsync();
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }

        return portal;
    }

    /// <summary>Runs the portal to its end and returns what it printed: for the command-line verbs, and for starts that are to be refused.</summary>
    /// <param name="arguments">As <c>["backup", "file"]</c>, or <c>["--urls", "http://127.0.0.1:5080"]</c>.</param>
    public static Task<(int ExitCode, string Output)> RunToEndAsync(string dataDirectory, string[] arguments, IReadOnlyDictionary<string, string?>? settings = null) =>
        ChildProcess.RunAsync("dotnet", [Program, .. arguments], Environment(settings, dataDirectory), dataDirectory is "" || !Directory.Exists(dataDirectory) ? null : dataDirectory, TimeSpan.FromMinutes(4));

    /// <summary>As a service manager stops it, with SIGTERM; returns how it ended.</summary>
    public async Task<int> StopAsync()
    {
        await _process.StopAsync();
        return _process.ExitCode;
    }

    /// <summary>As a power cut ends it, with SIGKILL.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Starts again after a stop or a kill, on the same port and data.</summary>
    public Task StartAgainAsync() => RunAsync();

    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_ownData) Places.Discard(DataDirectory);
    }

    private static string Program => Path.Combine(Places.PortalDirectory, "OpsPortal.dll");

    private async Task RunAsync()
    {
        if (!File.Exists(Program)) throw new FileNotFoundException($"{Program} is not there: build OpsPortal in the same configuration, or set OPSPORTAL_DIR.");
        _process = ChildProcess.Start("dotnet", [Program, "--urls", Url], _environment, DataDirectory);
        await _process.UntilAnswersAsync($"{Url}/health/live", success: false);
    }

    private static Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? settings, string data)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = null,
            ["OpsPortal__DataDirectory"] = data,
            ["OpsPortal__Otlp__GrpcPort"] = "0",
            ["OpsPortal__Syslog__Port"] = "0",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>()) environment[name] = value;
        return environment;
    }
}
