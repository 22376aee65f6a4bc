using System.Runtime.InteropServices;

namespace OpsPortal.Peers;

/// <summary>The browser of the browser tests: named by <c>CHROMIUM</c>, on the path, Playwright's own, or the distribution's package.</summary>
public static class Chromium
{
    private static readonly Lazy<Task<string>> Found = new(SearchAsync);

    /// <summary>What a browser in a small machine without a screen needs, and nothing that phones home.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>The path of a Chromium that starts.</summary>
    public static Task<string> FindAsync() => Found.Value;

    private static async Task<string> SearchAsync()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named) return named;
        if (await WorkingAsync() is { } found) return found;
        var playwright = await InstallWithPlaywrightAsync();
        if (await WorkingAsync() is { } own) return own;
        var package = await DistributionPackage.InstallAsync("chromium");
        return await WorkingAsync() ?? throw new PeerMissing($"Chromium is needed and was not found (CHROMIUM, the path). {playwright} {package}");
    }

    private static async Task<string?> WorkingAsync()
    {
        foreach (var candidate in Candidates())
        {
            // Ubuntu's package of this name is a stub that asks for a snap; Playwright's own may lack libraries.
            if ((await ChildProcess.RunAsync(candidate, ["--version"], atMost: TimeSpan.FromSeconds(30))).ExitCode == 0) return candidate;
        }

        return null;
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (var name in new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" })
        {
            if (Programs.OnPath(name) is { } path) yield return path;
        }

        var cache = Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ms-playwright");
        if (!Directory.Exists(cache)) yield break;
        foreach (var version in Directory.GetDirectories(cache, "chromium-*").OrderDescending(StringComparer.Ordinal))
        {
            foreach (var browser in Directory.GetFiles(version, "chrome", SearchOption.AllDirectories)) yield return browser;
        }
    }

    /// <summary>Playwright's installer as a process of its own, because its entry point knows no time limit.</summary>
    private static async Task<string> InstallWithPlaywrightAsync()
    {
        var driver = Path.Combine(AppContext.BaseDirectory, ".playwright");
        var node = Path.Combine(driver, "node", RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64", "node");
        if (!File.Exists(node)) return "Playwright's installer is not here.";
        using var turn = await DistributionPackage.TurnAsync();
        var cli = Path.Combine(driver, "package", "cli.js");
        var install = await ChildProcess.RunAsync(node, [cli, "install", "chromium"], atMost: TimeSpan.FromMinutes(4));
        if (install.ExitCode != 0) return "Playwright could not download its own.";
        if (string.Equals(Environment.UserName, "root", StringComparison.Ordinal) && await WorkingAsync() is null)
        {
            await ChildProcess.RunAsync(node, [cli, "install-deps", "chromium"], new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" }, atMost: TimeSpan.FromMinutes(10));
        }

        return "Playwright installed its own, and it does not start.";
    }
}
