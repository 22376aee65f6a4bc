using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Secrets;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Features.Deliver.Runners.Webhooks;

/// <summary>What a webhook step says.</summary>
internal sealed record WebhookSettings
{
    /// <summary>Headers that the post itself decides on begin like this.</summary>
    private static readonly string[] Ours = ["webhook-", "content-", "host", "connection", "transfer-", "upgrade", "expect", "user-agent", "proxy-", "trailer"];

    public string Url { get; init; } = "";

    /// <summary>Signs the body: <c>whsec_</c> and base64, best as a reference.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Beside those of the signature.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long the receiver may take to say that it has taken it.</summary>
    public int TimeOutSeconds { get; init; } = 30;

    public Refusal? Check()
    {
        if (!SecretReferences.IsIn(Url) && !SettingUrl.IsGood(Url)) return RunnerRefusals.BadUrl("url");
        if (!SecretReferences.IsIn(Secret) && !StandardWebhooks.IsSecret(Secret)) return RunnerRefusals.BadSettings("secret must be whsec_ and base64 of at least 16 bytes, or name a secret.");
        if (TimeOutSeconds is < 1 or > 120) return RunnerRefusals.BadSettings("The time-out must be between 1 and 120 seconds.");
        return Headers.FirstOrDefault(header => !IsHeader(header.Key, header.Value)).Key is { } bad ? RunnerRefusals.BadSettings($"{OneLine.Of(bad, 60)} cannot be sent as a header.") : null;
    }

    private static bool IsHeader(string name, string value) =>
        name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && value.All(letter => letter is >= ' ' and <= '~')
        && !Ours.Any(own => name.StartsWith(own, StringComparison.OrdinalIgnoreCase));
}
