using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Deliver.Runners;

/// <summary>What steps of a deployment may reach on this machine; section <c>OpsPortal:Runners</c>.</summary>
internal sealed class RunnerOptions
{
    public const string Section = "OpsPortal:Runners";

    /// <summary>Only executable files directly in this folder can be run; empty: no script can.</summary>
    public string ScriptFolder { get; init; } = "";

    /// <summary>Names of the portal's own environment variables that scripts see; all others are kept from them.</summary>
    public IReadOnlyList<string> ScriptEnvironment { get; init; } = ["PATH", "LANG", "TZ"];

    /// <summary>Names of variables that a step may set for its script, beside those that begin with <c>DEPLOY_</c>.</summary>
    public IReadOnlyList<string> ScriptVariables { get; init; } = [];

    /// <summary>Most scripts at once.</summary>
    [Range(1, 500)] public int ScriptsAtOnce { get; init; } = 16;

    /// <summary>Most lines that are kept of one step's log; beyond, only its last ones.</summary>
    [Range(100, 1_000_000)] public int LogLines { get; init; } = 50_000;
}

[OptionsValidator]
internal sealed partial class RunnerOptionsValidator : IValidateOptions<RunnerOptions>;
