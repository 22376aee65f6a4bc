using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpsPortal.Peers;

namespace OpsPortal.E2E.Support;

/// <summary>What sends to the portal in journeys: a Prometheus of its own, amtool, or a plain request.</summary>
internal static class Senders
{
    public const string IntakeKey = "ops_demo_intake_key";
    public const string EveryKey = "ops_demo_api_key";

    /// <summary>The portal's address with a key in it, as amtool wants it.</summary>
    public static string WithKey(this PortalProcess portal, string key = EveryKey) => portal.Url.Replace("http://", $"http://key:{key}@", StringComparison.Ordinal);

    /// <summary>A Prometheus that scrapes the portal every second and tells it of what the rules find.</summary>
    public static Task<PrometheusPeer> WatchWithPrometheusAsync(this PortalProcess portal, string rules)
    {
        var target = new Uri(portal.Url).Authority;
        return PrometheusPeer.StartAsync(
            $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [ rules.yml ]
            scrape_configs:
              - job_name: opsportal
                static_configs: [ { targets: [ '{{target}}' ] } ]
            alerting:
              alertmanagers:
                - authorization: { credentials: {{IntakeKey}} }
                  static_configs: [ { targets: [ '{{target}}' ] } ]
            """,
            ("rules.yml", rules));
    }

    /// <summary>Posts alerts that fire, each with its labels and a summary, and each on a host of its own: they are no group.</summary>
    public static Task PostAsync(this PortalProcess portal, params (string Name, string Severity, string Summary)[] alerts) =>
        portal.PostAsync([.. alerts.Select(alert => (alert.Name, alert.Severity, alert.Summary, ""))]);

    /// <summary>The same, each with the service it belongs to.</summary>
    public static async Task PostAsync(this PortalProcess portal, params (string Name, string Severity, string Summary, string Service)[] alerts)
    {
        using var http = new HttpClient { BaseAddress = new(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", IntakeKey);
        var body = JsonSerializer.Serialize(alerts.Select(alert => new
        {
            labels = new { alertname = alert.Name, severity = alert.Severity, instance = $"{alert.Name.ToLowerInvariant()}-1:9100", service = alert.Service },
            annotations = new { summary = alert.Summary },
        }));
        using var answer = await http.PostAsync("/api/v2/alerts", new StringContent(body, Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
    }
}
