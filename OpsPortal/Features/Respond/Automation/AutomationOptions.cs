using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Respond.Automation;

/// <summary>What triggers may reach on this machine; section <c>OpsPortal:Automation</c>.</summary>
internal sealed class AutomationOptions
{
    public const string Section = "OpsPortal:Automation";

    /// <summary>Only executable files directly in this folder can be run; empty: no script can.</summary>
    public string ScriptFolder { get; init; } = "";

    /// <summary>Names of the portal's own environment variables that scripts see; all others are kept from them.</summary>
    public IReadOnlyList<string> ScriptEnvironment { get; init; } = ["PATH", "LANG", "TZ"];

    /// <summary>Most scripts at once.</summary>
    [Range(1, 32)] public int ScriptsAtOnce { get; init; } = 4;

    /// <summary>How often a webhook is tried.</summary>
    [Range(1, 20)] public int WebhookAttempts { get; init; } = 6;

    /// <summary>Runs are kept this long.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")] public TimeSpan KeepRuns { get; init; } = TimeSpan.FromDays(400);
}

[OptionsValidator]
internal sealed partial class AutomationOptionsValidator : IValidateOptions<AutomationOptions>;
