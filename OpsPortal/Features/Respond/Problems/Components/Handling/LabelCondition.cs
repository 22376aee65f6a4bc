namespace OpsPortal.Features.Respond.Problems.Components.Handling;

/// <summary>One label that narrows a pattern, as it is being typed.</summary>
public sealed class LabelCondition
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    /// <summary>Nothing was typed: it asks for nothing.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Value);
}
