using Microsoft.Extensions.Options;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Features.Deliver.Planning.Criteria;

/// <summary>Where reports of checks come from.</summary>
internal sealed class ReadinessOptions
{
    public const string Section = "OpsPortal:Readiness";

    /// <summary>What reports are signed with, as <c>whsec_…</c>; two while one replaces the other, none where no report is taken.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}

/// <summary>A portal with a secret that signs nothing does not start.</summary>
internal sealed class ReadinessOptionsValidator : IValidateOptions<ReadinessOptions>
{
    public ValidateOptionsResult Validate(string? name, ReadinessOptions options) =>
        options.Secrets.All(StandardWebhooks.IsSecret) ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"{ReadinessOptions.Section}:Secrets: each is whsec_ and base64 of at least 16 bytes.");
}
