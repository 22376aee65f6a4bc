using System.Text.Json;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Silences;

/// <summary>A silence as the API shows it.</summary>
internal static class SilenceJson
{
    public static void Write(Utf8JsonWriter json, Silence silence, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", silence.Id);
        json.WriteStartObject("status");
        json.WriteString("state", silence.StateAt(now) switch { SilenceState.Active => "active", SilenceState.Pending => "pending", _ => "expired" });
        json.WriteEndObject();
        json.WriteString("updatedAt", WireInstant.Format(silence.UpdatedAt));
        json.WriteString("comment", silence.Comment);
        json.WriteString("createdBy", silence.CreatedBy);
        json.WriteString("endsAt", WireInstant.Format(silence.EndsAt));
        json.WriteStartArray("matchers");
        foreach (var matcher in silence.Matchers)
        {
            json.WriteStartObject();
            json.WriteBoolean("isEqual", matcher.Kind is MatchKind.Equal or MatchKind.Regex);
            json.WriteBoolean("isRegex", matcher.Kind is MatchKind.Regex or MatchKind.NotRegex);
            json.WriteString("name", matcher.Name);
            json.WriteString("value", matcher.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("startsAt", WireInstant.Format(silence.StartsAt));
        json.WriteEndObject();
    }
}
