using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Deliver.Notices;

/// <summary>How senders that know no API key are told from anybody else.</summary>
internal sealed class NoticeOptions
{
    public const string Section = "OpsPortal:Deployments";

    private const int ShortestSecret = 16;

    /// <summary>What GitHub and GitLab sign with, or send along; two while one replaces the other, none where nothing is taken from them. As <c>whsec_…</c> it serves Standard Webhooks as well.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>A portal with a secret that anybody could guess does not start.</summary>
    internal sealed class Validator : IValidateOptions<NoticeOptions>
    {
        public ValidateOptionsResult Validate(string? name, NoticeOptions options) =>
            options.WebhookSecrets.All(secret => secret.Length >= ShortestSecret) ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"{Section}:WebhookSecrets: each has at least {ShortestSecret} characters.");
    }
}
