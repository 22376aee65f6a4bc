using System.Collections.Concurrent;

namespace OpsPortal.Peers;

/// <summary>Installs a package of the distribution, where we may: as root, with apt. Once per process and package, one process of the machine at a time.</summary>
internal static class DistributionPackage
{
    private const string Policy = "/usr/sbin/policy-rc.d";
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Asked = new();

    /// <summary>Returns what was tried, in one sentence; whether it helped shows by looking again.</summary>
    public static Task<string> InstallAsync(string package) => Asked.GetOrAdd(package, name => new(() => RunAsync(name))).Value;

    /// <summary>Holds every other process of this machine that would install something until the result is disposed.</summary>
    public static Task<IDisposable> TurnAsync() => MachineLock.HoldAsync("install", TimeSpan.FromMinutes(20));

    private static async Task<string> RunAsync(string package)
    {
        if (Programs.OnPath("apt-get") is not { } apt) return "There is no apt-get to install it with.";
        if (!string.Equals(Environment.UserName, "root", StringComparison.Ordinal)) return $"Install it: sudo apt-get install {package}";
        using var turn = await TurnAsync();
        // A server that the package brings must not start by itself: the tests start their own. 101: "not allowed by policy".
        var ourPolicy = !File.Exists(Policy);
        if (ourPolicy)
        {
            await File.WriteAllTextAsync(Policy, "#!/bin/sh\nexit 101\n");
            await ChildProcess.RunAsync("chmod", ["755", Policy]);
        }

        try
        {
            var quiet = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" };
            string[] wait = ["-o", "DPkg::Lock::Timeout=600", "-q"];
            var update = await ChildProcess.RunAsync(apt, [.. wait, "update"], quiet, atMost: TimeSpan.FromMinutes(5));
            var install = await ChildProcess.RunAsync(apt, [.. wait, "install", "-y", "--no-install-recommends", package], quiet, atMost: TimeSpan.FromMinutes(15));
            return install.ExitCode == 0 ? $"apt-get installed {package}." : $"apt-get install {package} failed: {LastLines(update.Output + "\n" + install.Output)}";
        }
        finally
        {
            if (ourPolicy) File.Delete(Policy);
        }
    }

    private static string LastLines(string output) => string.Join(" | ", output.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
}
