namespace OpsPortal.Peers;

/// <summary>Lets one process of this machine at a time do something; the lock goes with the process that held it.</summary>
public static class MachineLock
{
    /// <summary>Waits for the lock of this name; disposing the result gives it on.</summary>
    public static async Task<IDisposable> HoldAsync(string name, TimeSpan atMost)
    {
        var file = Path.Combine(Path.GetTempPath(), $"opsportal-{name}.lock");
        FileStream? held = null;
        await Waiting.UntilAsync(() => (held = TryOpen(file)) is not null, () => $"another process holds {file}", atMost);
        return held!;
    }

    private static FileStream? TryOpen(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
