namespace OpsPortal.Features.Deliver.Runners.Secrets.Pages;

/// <summary>A secret as it is typed.</summary>
internal sealed class SecretForm
{
    public string Name { get; set; } = "";

    /// <summary>It is there already and gets another value.</summary>
    public bool IsKnown { get; init; }

    public string Value { get; set; } = "";
}
