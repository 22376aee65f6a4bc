using OpsPortal.Peers;

namespace OpsPortal.Tests.Support;

/// <summary>A folder on a disk so small that a test can fill it.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private bool _mounted;

    public string Folder { get; } = Places.NewFolder("disk");

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Makes it small; where the machine does not let us, the test is skipped and says so.</summary>
    public async Task MountAsync(int megabytes)
    {
        var mount = await ChildProcess.RunAsync("mount", ["-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m"), "tmpfs", Folder]);
        Assert.SkipUnless(mount.ExitCode == 0, $"A small disk to fill cannot be mounted here: {mount.Output}");
        _mounted = true;
    }

    /// <summary>Writes until nothing more goes on it.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var block = new byte[4096]; ;) ballast.Write(block);
        }
        catch (IOException full)
        {
            Assert.Contains("No space left", full.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        if (_mounted) await ChildProcess.RunAsync("umount", ["--lazy", Folder]);
        Places.Discard(Folder);
    }
}
