using OpsPortal.Domain.Kernel;

namespace OpsPortal.Outgoing.Scripts;

/// <summary>The files of a folder that may be run: executable, directly in it, and nothing that leads out of it.</summary>
internal static class ScriptFiles
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).OfType<string>().Where(name => Find(folder, name) is not null).Order(StringComparer.Ordinal)] : [];

    /// <summary>The file itself; null where the name is none, or there is no executable file of that name directly in the folder.</summary>
    public static FileInfo? Find(string folder, string name)
    {
        if (!ScriptName.IsOne(name)) return null;
        var file = new FileInfo(Path.Combine(Path.GetFullPath(folder), name));

        // A link could lead anywhere, and be led elsewhere later.
        if (!file.Exists || file.LinkTarget is not null || file.Attributes.HasFlag(FileAttributes.Directory)) return null;
        return !OperatingSystem.IsWindows() && (file.UnixFileMode & Executable) == UnixFileMode.None ? null : file;
    }
}
