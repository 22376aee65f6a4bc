using OpsPortal.Domain.Detect.Sources;

namespace OpsPortal.Features.Detect.Sources.Queries;

/// <summary>How a tool is pointed at a source, ready to be copied.</summary>
/// <param name="Title">Where it goes.</param>
public sealed record Snippet(string Title, string Text);

/// <summary>Writes the snippets of each kind.</summary>
public sealed class SourceSnippets(IConfiguration settings)
{
    /// <param name="portal">The portal's address as the browser knows it.</param>
    /// <param name="key">The key, where it has just been made; else a placeholder stands for it.</param>
    public IReadOnlyList<Snippet> For(IntakeSource source, Uri portal, string? key)
    {
        var root = portal.GetLeftPart(UriPartial.Authority);
        var secret = key ?? (SourceKinds.HasRoutingKey(source.Kind) ? "ROUTING_KEY" : "ops_…");
        return source.Kind switch
        {
            SourceKind.Alertmanager => [new("prometheus.yml", $"""
                alerting:
                  alertmanagers:
                    - scheme: {portal.Scheme}
                      authorization: {"{"} credentials: {secret} {"}"}
                      static_configs: [ {"{"} targets: [ '{portal.Authority}' ] {"}"} ]
                """)],
            SourceKind.Webhook => [new("alertmanager.yml", $"""
                receivers:
                  - name: opsportal
                    webhook_configs:
                      - url: {root}/intake/alertmanager
                        send_resolved: true
                        http_config: {"{"} authorization: {"{"} credentials: {secret} {"}"} {"}"}
                """)],
            SourceKind.Grafana => [new("Grafana, contact point of the type Webhook", $"""
                URL: {root}/intake/alertmanager
                HTTP method: POST
                Authorization header, scheme: Bearer
                Authorization header, credentials: {secret}
                """)],
            SourceKind.PagerDuty =>
            [
                new("alertmanager.yml", $"""
                    receivers:
                      - name: opsportal
                        pagerduty_configs:
                          - url: {root}/v2/enqueue
                            routing_key: {secret}
                    """),
                new("By hand", $$$"""
                    curl {{{root}}}/v2/enqueue -H 'Content-Type: application/json' -d '
                      {"routing_key":"{{{secret}}}","event_action":"trigger","dedup_key":"disk/db-7",
                       "payload":{"summary":"Disk is full on db-7","source":"db-7","severity":"critical"} }'
                    """),
            ],
            SourceKind.Opsgenie => [new("alertmanager.yml", $"""
                receivers:
                  - name: opsportal
                    opsgenie_configs:
                      - api_url: {root}/
                        api_key: {secret}
                """)],
            SourceKind.CloudEvents => [new("By hand", $$"""
                curl {{root}}/intake/cloudevents -H 'Authorization: Bearer {{secret}}' \
                  -H 'ce-specversion: 1.0' -H 'ce-id: 1' -H 'ce-source: urn:backup' -H 'ce-type: com.example.backup.firing' -H 'ce-subject: db-7' \
                  -H 'Content-Type: application/json' -d '{"summary":"Backup of db-7 failed","severity":"error"}'
                """)],
            SourceKind.Json => [new("By hand", $$"""
                curl {{root}}/intake/json/{{source.Name}} -H 'Authorization: Bearer {{secret}}' \
                  -H 'Content-Type: application/json' -d '{"title":"Disk is full","host":"db-7","severity":"critical","status":"open"}'
                """)],
            SourceKind.Syslog =>
            [
                new("rsyslog.conf", $"*.* action(type=\"omfwd\" target=\"{portal.Host}\" port=\"{Port("Syslog:Port", "5514")}\" protocol=\"tcp\" template=\"RSYSLOG_SyslogProtocol23Format\")"),
                new("By hand", $"logger --server {portal.Host} --port {Port("Syslog:Port", "5514")} --udp 'A message'"),
            ],
            _ =>
            [
                new("OTLP over HTTP, environment of the sender", $"""
                    OTEL_EXPORTER_OTLP_ENDPOINT={root}
                    OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                    OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20{secret}
                    """),
                new("OTLP over gRPC", $"""
                    OTEL_EXPORTER_OTLP_ENDPOINT=http://{portal.Host}:{Port("Otlp:GrpcPort", "4317")}
                    OTEL_EXPORTER_OTLP_PROTOCOL=grpc
                    OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20{secret}
                    """),
            ],
        };
    }

    private string Port(string setting, string usual) => settings[$"OpsPortal:{setting}"] ?? usual;
}
