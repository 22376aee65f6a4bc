using System.Reflection;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Reading;

/// <summary>Who we are, as far as Alertmanager's clients care: alone, of a version they know, with one route to one receiver.</summary>
internal sealed class GetStatus(TimeProvider clock)
{
    /// <summary>The version whose API this is; <c>amtool</c> warns where it differs from its own in the first two numbers.</summary>
    public const string Version = "0.25.0";

    public static string Portal { get; } = typeof(GetStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The configuration that Alertmanager would need to behave as the portal does here.</summary>
    internal const string Configuration = $"""
        global:
          resolve_timeout: 5m
        route:
          receiver: {AlertQuery.Receiver}
          group_by:
          - {OpenAlerts.GroupLabel}
          continue: false
        receivers:
        - name: {AlertQuery.Receiver}
        templates: []

        """;

    private readonly DateTimeOffset _since = clock.GetUtcNow();

    public async Task RunAsync(HttpContext http)
    {
        if (await JsonReply.BeginAsync(http) is not { } reply) return;
        await using (reply)
        {
            var json = reply.Json;
            json.WriteStartObject();
            json.WriteStartObject("cluster");
            json.WriteStartArray("peers");
            json.WriteEndArray();
            json.WriteString("status", "disabled");
            json.WriteEndObject();
            json.WriteStartObject("config");
            json.WriteString("original", Configuration);
            json.WriteEndObject();
            json.WriteString("uptime", WireInstant.Format(_since));
            json.WriteStartObject("versionInfo");
            json.WriteString("branch", "OpsPortal");
            json.WriteString("buildDate", "");
            json.WriteString("buildUser", "");
            json.WriteString("goVersion", "");
            json.WriteString("revision", Portal);
            json.WriteString("version", Version);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    public static async Task ReceiversAsync(HttpContext http)
    {
        if (await JsonReply.BeginAsync(http) is not { } reply) return;
        await using (reply)
        {
            reply.Json.WriteStartArray();
            reply.Json.WriteStartObject();
            reply.Json.WriteString("name", AlertQuery.Receiver);
            reply.Json.WriteEndObject();
            reply.Json.WriteEndArray();
        }
    }
}
