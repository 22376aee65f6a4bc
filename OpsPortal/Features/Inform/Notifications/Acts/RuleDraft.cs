using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;

namespace OpsPortal.Features.Inform.Notifications.Acts;

/// <summary>A notification rule as somebody asks for it.</summary>
public sealed record RuleDraft
{
    public string Name { get; init; } = "";

    /// <summary>The team it is for; null: oneself.</summary>
    public Guid? Team { get; init; }

    public bool IsOn { get; init; } = true;

    /// <summary>The intake, as <c>alertmanager</c>; empty: any.</summary>
    public string Source { get; init; } = "";

    /// <summary>The key of a service; empty: any.</summary>
    public string Service { get; init; } = "";

    /// <summary>Only events of services this team owns; null: of all.</summary>
    public Guid? ServicesOf { get; init; }

    /// <summary>The mildest priority that counts.</summary>
    public Priority? AtLeast { get; init; }

    /// <summary>The mildest type that counts.</summary>
    public EventType? TypeAtLeast { get; init; }

    /// <summary>Each as Alertmanager writes it, as <c>job=~"web.*"</c>.</summary>
    public IReadOnlyList<string> Matchers { get; init; } = [];

    public DestinationKind Kind { get; init; }

    /// <summary>The mail address, or the address of the webhook; empty for a webhook that stays as it is.</summary>
    public string Address { get; init; } = "";

    /// <summary>Null: never quiet.</summary>
    public QuietHours? Quiet { get; init; }

    public int BundleMinutes { get; init; }

    public static RuleDraft Of(NotificationRule rule) => new()
    {
        Name = rule.Name,
        Team = rule.Team?.Value,
        IsOn = rule.IsOn,
        Source = rule.Condition.Source,
        Service = rule.Condition.Service,
        ServicesOf = rule.ServicesOf?.Value,
        AtLeast = rule.Condition.AtLeast,
        TypeAtLeast = rule.Condition.TypeAtLeast,
        Matchers = [.. rule.Condition.Matchers.Select(matcher => matcher.ToString())],
        Kind = rule.Kind,

        // A webhook's address holds secrets and is never told again.
        Address = rule.Kind == DestinationKind.Mail ? rule.Shown : "",
        Quiet = rule.Quiet,
        BundleMinutes = rule.BundleMinutes,
    };
}
