using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Outgoing.Scripts;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>The scripts that a trigger may run.</summary>
internal sealed class ScriptFolder(IOptions<AutomationOptions> options)
{
    public bool IsOn => options.Value.ScriptFolder.Length > 0;

    /// <summary>The names to choose from, in order.</summary>
    public IReadOnlyList<string> Names() => IsOn ? ScriptFiles.In(options.Value.ScriptFolder) : [];

    /// <summary>The file itself. Refused where scripts are off, and for what is no executable file directly in the folder.</summary>
    public Outcome<FileInfo> Find(string name)
    {
        if (!IsOn) return AutomationRefusals.ScriptsOff();
        if (!ScriptName.IsOne(name)) return AutomationRefusals.BadScriptName();
        return ScriptFiles.Find(options.Value.ScriptFolder, name) is { } file ? file : AutomationRefusals.NoSuchScript(name);
    }
}
