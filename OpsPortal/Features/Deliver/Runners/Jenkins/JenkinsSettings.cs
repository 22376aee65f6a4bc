using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Secrets;

namespace OpsPortal.Features.Deliver.Runners.Jenkins;

/// <summary>What a step by a Jenkins job says.</summary>
internal sealed record JenkinsSettings
{
    public const int MaxParameters = 50;

    public string BaseUrl { get; init; } = "";

    /// <summary>With the folders it is in: <c>shop/deploy</c>.</summary>
    public string Job { get; init; } = "";

    public string User { get; init; } = "";

    /// <summary>The user's API token, best as a reference. Without one the password is used, and a crumb asked for.</summary>
    public string ApiToken { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>By name; <see cref="StepPlaceholders"/> are filled in.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The parameter that takes our key. The job must have it: by it a build is found whose number was not told.</summary>
    public string KeyParameter { get; init; } = "OPSPORTAL_RUN";

    public Refusal? Check()
    {
        if (!SecretReferences.IsIn(BaseUrl) && !SettingUrl.IsGood(BaseUrl)) return RunnerRefusals.BadUrl("baseUrl");
        if (Job.Split('/').Any(part => SettingUrl.Part(part).Length == 0)) return RunnerRefusals.BadSettings("Name the job with the folders it is in, as shop/deploy.");
        if (KeyParameter.Length == 0) return RunnerRefusals.BadSettings("Name the parameter that takes our key.");
        if (User.Length == 0 || (ApiToken.Length == 0) == (Password.Length == 0)) return RunnerRefusals.BadSettings("Give the user, and either an API token or a password, as {secret:NAME}.");
        if (Parameters.Count >= MaxParameters) return RunnerRefusals.BadSettings($"There can be {MaxParameters} parameters at most, ours included.");
        return Parameters.Values.Select(StepPlaceholders.Unknown).FirstOrDefault(name => name is not null) is { } unknown ? RunnerRefusals.UnknownPlaceholder(unknown) : null;
    }
}
