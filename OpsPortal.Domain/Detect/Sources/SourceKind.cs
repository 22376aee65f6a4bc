namespace OpsPortal.Domain.Detect.Sources;

/// <summary>How a source speaks to the portal.</summary>
public enum SourceKind
{
    /// <summary>Alertmanager's API version 2, as Prometheus calls it.</summary>
    Alertmanager,

    /// <summary>The webhook of an Alertmanager, version 4.</summary>
    Webhook,

    /// <summary>The webhook of Grafana's alerting.</summary>
    Grafana,

    /// <summary>PagerDuty's Events API version 2.</summary>
    PagerDuty,

    /// <summary>Opsgenie's Alert API.</summary>
    Opsgenie,

    /// <summary>CloudEvents 1.0 over HTTP.</summary>
    CloudEvents,

    /// <summary>Any JSON, read by a mapping of its own.</summary>
    Json,

    /// <summary>Syslog over UDP and TCP.</summary>
    Syslog,

    /// <summary>OpenTelemetry's protocol.</summary>
    Otlp,
}

/// <summary>What each kind is, in words.</summary>
public static class SourceKinds
{
    public static string Title(SourceKind kind) => kind switch
    {
        SourceKind.Alertmanager => "Prometheus (Alertmanager API)",
        SourceKind.Webhook => "Alertmanager webhook",
        SourceKind.Grafana => "Grafana webhook",
        SourceKind.PagerDuty => "PagerDuty Events",
        SourceKind.Json => "JSON with a mapping",
        SourceKind.Otlp => "OpenTelemetry (OTLP)",
        _ => kind.ToString(),
    };

    /// <summary>Signs in with a routing key in the body, in place of a key in a header.</summary>
    public static bool HasRoutingKey(SourceKind kind) => kind is SourceKind.PagerDuty;

    /// <summary>Comes over a socket of its own, where nobody signs in.</summary>
    public static bool IsOpen(SourceKind kind) => kind is SourceKind.Syslog;

    /// <summary>Names in each signal, by a key of its own, what it belongs to; no rule of ours may say otherwise.</summary>
    public static bool KeepsIdentity(SourceKind kind) => kind is SourceKind.PagerDuty or SourceKind.Opsgenie;

    /// <summary>By itself, all labels together make the identity of its signals.</summary>
    public static bool IdentifiesByAll(SourceKind kind) => kind is SourceKind.Alertmanager or SourceKind.Webhook or SourceKind.Grafana;

    /// <summary>May sign its bodies with a shared secret.</summary>
    public static bool MaySign(SourceKind kind) => kind is SourceKind.Grafana or SourceKind.Webhook;

    /// <summary>The source that a key which belongs to no source in particular speaks for; null: there is none.</summary>
    public static string? Default(SourceKind kind) => kind switch
    {
        SourceKind.Alertmanager => "alertmanager",
        SourceKind.Webhook => "alertmanager-webhook",
        SourceKind.Grafana => "grafana",
        SourceKind.PagerDuty => "pagerduty",
        SourceKind.Opsgenie => "opsgenie",
        SourceKind.CloudEvents => "cloudevents",
        SourceKind.Syslog => "syslog",
        SourceKind.Otlp => "otlp",
        _ => null,
    };
}
