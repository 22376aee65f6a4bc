using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Secrets;

namespace OpsPortal.Features.Deliver.Runners.GitHub;

/// <summary>What a step by a GitHub workflow says.</summary>
internal sealed record GitHubSettings
{
    /// <summary>GitHub takes no more.</summary>
    public const int MaxInputs = 25;

    /// <summary>Of GitHub Enterprise: <c>https://github.example.org/api/v3</c>.</summary>
    public string BaseUrl { get; init; } = "https://api.github.com";

    public string Owner { get; init; } = "";

    public string Repository { get; init; } = "";

    /// <summary>The id of the workflow or the name of its file.</summary>
    public string Workflow { get; init; } = "";

    /// <summary>The branch or tag whose workflow is run.</summary>
    public string Ref { get; init; } = "main";

    /// <summary>May run workflows and read runs; best as a reference.</summary>
    public string Token { get; init; } = "";

    /// <summary>By name; <see cref="StepPlaceholders"/> are filled in.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The input that takes our key. The workflow must have it, and should show it in <c>run-name</c>, by which a run is found whose id was not told.</summary>
    public string KeyInput { get; init; } = "opsportal_run";

    public Refusal? Check()
    {
        if (!SecretReferences.IsIn(BaseUrl) && !SettingUrl.IsGood(BaseUrl)) return RunnerRefusals.BadUrl("baseUrl");
        if (SettingUrl.Part(Owner).Length == 0 || SettingUrl.Part(Repository).Length == 0 || SettingUrl.Part(Workflow).Length == 0) return RunnerRefusals.BadSettings("Name owner, repository and workflow.");
        if (Ref.Length == 0 || KeyInput.Length == 0) return RunnerRefusals.BadSettings("Name the ref, and the input that takes our key.");
        if (Token.Length == 0) return RunnerRefusals.BadSettings("Give the token, as {secret:NAME}.");
        if (Inputs.Count >= MaxInputs) return RunnerRefusals.BadSettings($"There can be {MaxInputs} inputs at most, ours included.");
        return Inputs.Values.Select(StepPlaceholders.Unknown).FirstOrDefault(name => name is not null) is { } unknown ? RunnerRefusals.UnknownPlaceholder(unknown) : null;
    }
}
