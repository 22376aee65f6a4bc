using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.Webhook;

/// <summary>One alert of a message.</summary>
internal sealed record WebhookAlert(bool Firing, LabelSet Labels, LabelSet Annotations, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, string Url);

/// <summary>A message as it was read.</summary>
/// <param name="IsGrafana">Grafana sent it, not an Alertmanager.</param>
/// <param name="Alerts">The readable ones, in order; to be stored even where there is a complaint.</param>
/// <param name="Complaints">What is wrong with the others.</param>
/// <param name="Refusal">Why it is no such message at all; null: it is one.</param>
internal sealed record WebhookMessage(bool IsGrafana, IReadOnlyList<WebhookAlert> Alerts, IReadOnlyList<string> Complaints, string? Refusal)
{
    /// <summary>Most complaints told in one answer.</summary>
    public const int MaxComplaints = 20;

    public static WebhookMessage Not(string why) => new(false, [], [], why);
}
