using System.Globalization;

namespace OpsPortal.Peers.Clocks;

/// <summary>Lets a program believe that it is later, by the distribution's <c>libfaketime</c>; how fast time passes stays as it is.</summary>
public static class ShiftedClock
{
    private const string Package = "libfaketime";

    /// <summary>The environment that a program is started with to live so much later.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> AheadAsync(TimeSpan ahead) => new Dictionary<string, string?>
    {
        ["LD_PRELOAD"] = await FindAsync(),
        ["FAKETIME"] = string.Create(CultureInfo.InvariantCulture, $"+{ahead.TotalSeconds:0}s"),

        // Waits and time-outs go by the clock that nobody sets.
        ["DONT_FAKE_MONOTONIC"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("LIBFAKETIME") is { Length: > 0 } named) return named;
        if (Find() is { } found) return found;
        var why = await DistributionPackage.InstallAsync(Package);
        return Find() ?? throw new PeerMissing($"libfaketimeMT.so.1 is needed and was not found (LIBFAKETIME, /usr/lib). {why}");
    }

    private static string? Find() => Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib").Append("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;
}
