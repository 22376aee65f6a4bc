using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace OpsPortal.Cli;

/// <summary>
/// Gives memory back to the machine when nothing happens. Reading a hundred thousand open events at a start leaves more behind than it
/// keeps, and the collector of a portal that does nothing would hold it for hours.
/// </summary>
internal static class Memory
{
    private static readonly TimeSpan StartIsOver = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>Less than this since the last time is not worth the trouble, in bytes.</summary>
    private const long Little = 4 << 20;

    /// <summary>More than this between two looks means that the portal works, and is not to be held up, in bytes.</summary>
    private const long Busy = 32 << 20;

    public static async Task GiveBackAsync(TimeProvider clock, CancellationToken stopping)
    {
        var (given, seen) = (0L, GC.GetTotalAllocatedBytes());
        for (var wait = StartIsOver; !stopping.IsCancellationRequested; wait = Look)
        {
            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (before, now) = (seen, GC.GetTotalAllocatedBytes());
            seen = now;
            if (stopping.IsCancellationRequested || now - given < Little || (given > 0 && now - before > Busy)) continue;
            GiveBack();
            given = now;
        }
    }

    private static void GiveBack()
    {
        // Connections at rest keep the pages they have read.
        SqliteConnection.ClearAllPools();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            Trim(0);
        }
        catch (Exception absent) when (absent is DllNotFoundException or EntryPointNotFoundException)
        {
            // Only glibc keeps freed memory to itself, and only it can be asked for it.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Trim(nuint keep);
}
