using OpsPortal.Domain.Estate.Mapping;

namespace OpsPortal.Features.Estate.Pages.Rules;

/// <summary>A rule as it stands in the form, finished or not.</summary>
public sealed class RuleInput
{
    public string Label { get; set; } = "";

    public MappingKind Kind { get; set; }

    public string Pattern { get; set; } = "";

    public string Target { get; set; } = "";

    public bool TakesPattern => Kind is MappingKind.IsExactly or MappingKind.Matches;

    /// <summary>What is not asked for is not kept.</summary>
    public MappingRule Rule => TakesPattern ? new(Label.Trim(), Kind, Pattern, Target) : new(Label.Trim(), Kind);

    public static RuleInput Of(MappingRule rule) => new() { Label = rule.Label, Kind = rule.Kind, Pattern = rule.Pattern, Target = rule.Target };

    public static string Said(MappingKind kind) => kind switch
    {
        MappingKind.IsKey => "is the key of a service",
        MappingKind.IsComponent => "is a component of one service",
        MappingKind.IsExactly => "is exactly",
        _ => "matches",
    };
}
