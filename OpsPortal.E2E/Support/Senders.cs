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

    /// <summary>An alert of a service that began so many days ago and, where it is said, was over five minutes later.</summary>
    public static Task PostOldAsync(this PortalProcess portal, string name, string service, double daysAgo, bool over)
    {
        var began = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        var labels = new { alertname = name, severity = "error", instance = $"{name.ToLowerInvariant()}-1:9100", service };
        var annotations = new { summary = $"{name} on {service}" };
        return over ? portal.PostJsonAsync("/api/v2/alerts", new[] { new { labels, annotations, startsAt = began, endsAt = began.AddMinutes(5) } }, IntakeKey)
            : portal.PostJsonAsync("/api/v2/alerts", new[] { new { labels, annotations, startsAt = began } }, IntakeKey);
    }

    /// <summary>Posts an alert that says it was caused by a run of a trigger.</summary>
    public static Task PostLoopAsync(this PortalProcess portal, string run) =>
        portal.PostJsonAsync("/api/v2/alerts", new[] { new { labels = new { alertname = "DiskFull", severity = "critical", service = "search", opsportal_run = run } } }, IntakeKey);

    /// <summary>A trigger on trial, so that the pages of automation have something to show. Doing it again changes nothing.</summary>
    public static Task RehearseAsync(this PortalProcess portal, string alert) => portal.PostJsonAsync("/api/v1/automation/triggers", new
    {
        draft = new { name = $"Restart on {alert}", reason = "To be looked at.", mode = "DryRun", matchers = new[] { $"alertname=\"{alert}\"" }, action = new { kind = "Webhook", url = "https://hooks.example/restart" } },
    }, EveryKey);

    /// <summary>An incident about nothing but its title.</summary>
    public static Task OpenIncidentAsync(this PortalProcess portal, string title) => portal.PostJsonAsync("/api/v1/incidents", new { title, service = "checkout", priority = "P2", major = true, description = "Customers cannot pay." }, EveryKey);

    /// <summary>A problem that somebody knows of, recognised by an alert on a service. Doing it again changes nothing.</summary>
    public static Task ProposeProblemAsync(this PortalProcess portal, string alert, string service) => portal.PostJsonAsync("/api/v1/problems", new { title = $"{alert} comes again and again", what = alert, service, priority = "P3", reason = "Seen every week." }, EveryKey);

    /// <summary>Plans a maintenance window of two hours for a service.</summary>
    /// <param name="rule">How it repeats; empty: it takes place once.</param>
    public static Task PlanWindowAsync(this PortalProcess portal, string title, string service, double startsInHours, string rule = "") => portal.PostJsonAsync("/api/v1/maintenance-windows", new
    {
        plan = new { title, reason = "To be looked at.", localStart = TimeProvider.System.GetUtcNow().AddHours(startsInHours).ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), zone = "UTC", durationMinutes = 120, rule, services = new[] { service }, effect = "Suppress" },
    }, EveryKey);

    /// <summary>Requests the portal's first change, and asks for its approval. Whatever was requested before stays.</summary>
    public static async Task RequestChangeAsync(this PortalProcess portal, string title, string service, string component)
    {
        var now = TimeProvider.System.GetUtcNow();
        await portal.PostJsonAsync("/api/v1/changes", new
        {
            title,
            reason = "Cards of a new kind",
            impact = "Nothing; baskets are kept",
            components = new[] { new { service, component, version = "2.1.0" } },
            environment = "production",
            steps = new[] { new { title = "Deploy", detail = "Two instances at a time" } },
            backout = new { when = "Errors above 2 %", steps = new[] { new { title = "Deploy 2.0.4" } }, minutes = 10 },
            evidence = new[] { new { title = "Regression", result = "412 passed" } },
            window = new { start = now.AddDays(1), end = now.AddDays(1).AddHours(2), zone = "Europe/Berlin" },
        }, EveryKey);
        await portal.PostJsonAsync("/api/v1/changes/CHG-1/authors", new { authors = new[] { new { mail = "developer@demo.local", source = $"{service}/{component} 2.1.0" } } }, EveryKey);
        await portal.PostJsonAsync("/api/v1/changes/CHG-1/submission", new { }, EveryKey);
    }

    /// <summary>Plans a release of a version that a pipeline says is deployed. What was planned before stays.</summary>
    public static async Task PlanReleaseAsync(this PortalProcess portal, string title, string service, string component)
    {
        var now = TimeProvider.System.GetUtcNow();
        await portal.PostJsonAsync("/api/v1/releases", new
        {
            title,
            environment = "production",
            audience = "Customers in the EU",
            date = now,
            notes = "You can pay with **new cards**.\n\n- debit\n- credit",
            @switch = "new-cards",
            contents = new[] { new { service, component, version = "2.1.0" } },
        }, EveryKey);
        await portal.PostJsonAsync("/api/v1/deployments", new { component = $"{service}/{component}", version = "2.1.0", environment = "production", status = "succeeded", occurredAt = now, idempotencyKey = title }, EveryKey);
    }

    private static async Task PostJsonAsync<T>(this PortalProcess portal, string path, T body, string key)
    {
        using var http = new HttpClient { BaseAddress = new(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostAsync(path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));
        if (answer.StatusCode != System.Net.HttpStatusCode.Conflict) answer.EnsureSuccessStatusCode();
    }
}
