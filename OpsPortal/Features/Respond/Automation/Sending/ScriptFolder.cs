using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>The scripts that may be run: executable files directly in one folder, and nothing that leads out of it.</summary>
internal sealed class ScriptFolder(IOptions<AutomationOptions> options)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public bool IsOn => options.Value.ScriptFolder.Length > 0;

    /// <summary>The names to choose from, in order.</summary>
    public IReadOnlyList<string> Names()
    {
        if (!IsOn || !Directory.Exists(options.Value.ScriptFolder)) return [];
        return [.. Directory.EnumerateFiles(options.Value.ScriptFolder).Select(Path.GetFileName).OfType<string>().Where(name => Find(name).Refusal is null).Order(StringComparer.Ordinal)];
    }

    /// <summary>The file itself. Refused where scripts are off, and for what is no executable file directly in the folder.</summary>
    public Outcome<FileInfo> Find(string name)
    {
        if (!IsOn) return AutomationRefusals.ScriptsOff();
        if (!TriggerAction.IsScriptName(name)) return AutomationRefusals.BadScriptName();
        var file = new FileInfo(Path.Combine(Path.GetFullPath(options.Value.ScriptFolder), name));

        // A link could lead anywhere, and be led elsewhere later.
        if (!file.Exists || file.LinkTarget is not null || file.Attributes.HasFlag(FileAttributes.Directory)) return AutomationRefusals.NoSuchScript(name);
        return !OperatingSystem.IsWindows() && (file.UnixFileMode & Executable) == UnixFileMode.None ? AutomationRefusals.NoSuchScript(name) : file;
    }
}
