using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Reading;

/// <summary>An alert as the API shows it. Lists are never null; instants are to the millisecond.</summary>
internal static class AlertJson
{
    public static void Write(Utf8JsonWriter json, OpenAlert alert)
    {
        json.WriteStartObject();
        Labels(json, "annotations", alert.Annotations);
        json.WriteString("endsAt", WireInstant.Format(alert.EndsAt));
        json.WriteString("fingerprint", alert.Labels.Fingerprint.ToString());
        json.WriteStartArray("receivers");
        json.WriteStartObject();
        json.WriteString("name", AlertQuery.Receiver);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("startsAt", WireInstant.Format(alert.StartsAt));
        Status(json, alert.SilencedBy);
        json.WriteString("updatedAt", WireInstant.Format(alert.UpdatedAt));
        if (alert.GeneratorUrl.Length > 0) json.WriteString("generatorURL", alert.GeneratorUrl);
        Labels(json, "labels", alert.Labels);
        json.WriteEndObject();
    }

    public static void Labels(Utf8JsonWriter json, string name, IEnumerable<Label> labels)
    {
        json.WriteStartObject(name);
        foreach (var label in labels) json.WriteString(label.Name, label.Value);
        json.WriteEndObject();
    }

    private static void Status(Utf8JsonWriter json, IReadOnlyList<Guid> silencedBy)
    {
        json.WriteStartObject("status");
        json.WriteStartArray("inhibitedBy");
        json.WriteEndArray();
        json.WriteStartArray("mutedBy");
        json.WriteEndArray();
        json.WriteStartArray("silencedBy");
        foreach (var silence in silencedBy) json.WriteStringValue(silence);
        json.WriteEndArray();
        json.WriteString("state", silencedBy.Count > 0 ? "suppressed" : "active");
        json.WriteEndObject();
    }
}
