using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Start;

/// <summary>The data directory: made where it is missing, for its owner's eyes only, and proved to take files.</summary>
internal static class StorageFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static Refusal? Prepare(string directory)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
            else Directory.CreateDirectory(directory, OwnerOnly);
            var probe = Path.Combine(directory, $"probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return StartRefusals.Directory(directory, unusable.Message);
        }
    }
}
