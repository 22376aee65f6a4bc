using System.Runtime.InteropServices;

namespace OpsPortal.Cli;

/// <summary>
/// Gives memory back to the machine when nothing happens. Reading a hundred thousand open events at a start leaves more behind than it
/// keeps, and the collector of a portal that does nothing would hold it for hours.
/// </summary>
internal static class Memory
{
    private static readonly TimeSpan StartIsOver = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>More collections than this between two looks mean that the portal works, and is not to be held up.</summary>
    private const int Idle = 1;

    public static async Task GiveBackAsync(TimeProvider clock, CancellationToken stopping)
    {
        for (var wait = StartIsOver; !stopping.IsCancellationRequested; wait = Look)
        {
            var before = GC.CollectionCount(0);
            await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested && (wait == StartIsOver || GC.CollectionCount(0) - before is > 0 and <= Idle)) GiveBack();
        }
    }

    private static void GiveBack()
    {
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
