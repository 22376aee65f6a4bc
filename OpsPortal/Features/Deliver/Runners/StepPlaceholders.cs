using System.Text.RegularExpressions;

namespace OpsPortal.Features.Deliver.Runners;

/// <summary>Facts of a step that settings may name: <c>{version}</c>, <c>{parameter.region}</c>.</summary>
internal static partial class StepPlaceholders
{
    private const string Parameter = "parameter.";

    /// <summary>In the order they are told; the component is the first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["deployment", "stage", "step", "attempt", "key", "environment", "component", "version", "digest", "parameter.NAME"];

    /// <summary>The first name in a text that stands for nothing; null: all do.</summary>
    public static string? Unknown(string text) =>
        Known().Matches(text).Select(match => match.Groups["name"].Value).FirstOrDefault(name => !name.StartsWith(Parameter, StringComparison.Ordinal) && !Names.Contains(name));

    /// <summary>The text with facts for names. What is filled in is not read again; a parameter that is not given is empty.</summary>
    public static string Fill(string text, StepRun run) => Known().Replace(text, match => Of(match.Groups["name"].Value, run) ?? match.Value);

    private static string? Of(string name, StepRun run) => name switch
    {
        "deployment" => run.Deployment,
        "stage" => run.Stage,
        "step" => run.Step,
        "attempt" => $"{run.Attempt}",
        "key" => run.IdempotencyKey,
        "environment" => run.Environment,
        "component" => run.Components.Count > 0 ? run.Components[0].Name : "",
        "version" => run.Components.Count > 0 ? run.Components[0].Version : "",
        "digest" => run.Components.Count > 0 ? run.Components[0].Digest : "",
        _ when name.StartsWith(Parameter, StringComparison.Ordinal) => run.Parameters.GetValueOrDefault(name[Parameter.Length..], ""),
        _ => null,
    };

    /// <summary>A name in braces; <c>{secret:NAME}</c> is none of them.</summary>
    [GeneratedRegex(@"\{(?<name>[a-z][A-Za-z0-9_.]{0,80})\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Known();
}
