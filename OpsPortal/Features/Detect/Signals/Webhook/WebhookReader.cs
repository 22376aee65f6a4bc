using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Webhook;

/// <summary>Reads the webhook of an Alertmanager (version 4) and of Grafana (version 1, a superset). Never throws for anything a sender can send.</summary>
internal static class WebhookReader
{
    private const string Custom =
        "This is not the message that an Alertmanager's webhook (version 4) or Grafana sends by itself. If a custom payload is set, remove it, or send it to /intake/json/… with a mapping of your own.";

    /// <summary>Members that Grafana adds to an alert; kept as annotations.</summary>
    private static readonly string[] Extras = ["values", "valueString", "silenceURL", "dashboardURL", "panelURL", "imageURL"];

    public static WebhookMessage Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            return json.Read() && json.TokenType == JsonTokenType.StartObject ? ReadMessage(ref json, body) : WebhookMessage.Not(Custom);
        }
        catch (JsonException bad)
        {
            return WebhookMessage.Not($"The body is no JSON: {JsonKind.Complaint(bad)}");
        }
    }

    private static WebhookMessage ReadMessage(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        List<WebhookAlert>? alerts = null;
        var complaints = new List<string>();
        var (version, hasOrganisation) = ("", false);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json);
            json.Read();
            switch (name)
            {
                case "version":
                    version = JsonWalk.Text(ref json, body);
                    break;
                case "orgId":
                    (_, hasOrganisation) = (JsonWalk.Text(ref json, body), true);
                    break;
                case "alerts" when json.TokenType == JsonTokenType.StartArray:
                    ReadAlerts(ref json, body, alerts = [], complaints);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        // What comes after the message is no part of it.
        if (json.Read() || alerts is null) return WebhookMessage.Not(Custom);
        var isGrafana = hasOrganisation || version == "1";
        return isGrafana || version == "4" ? new(isGrafana, alerts, complaints, null) : WebhookMessage.Not(Custom);
    }

    private static void ReadAlerts(ref Utf8JsonReader json, ReadOnlySpan<byte> body, List<WebhookAlert> alerts, List<string> complaints)
    {
        for (var index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            var complaint = ReadAlert(ref json, body, out var alert);
            if (alert is not null) alerts.Add(alert);
            else if (complaints.Count < WebhookMessage.MaxComplaints) complaints.Add($"alerts[{index}]: {complaint}");
        }
    }

    private static string? ReadAlert(ref Utf8JsonReader json, ReadOnlySpan<byte> body, out WebhookAlert? alert)
    {
        alert = null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return "not an object";
        }

        var (labels, annotations) = (new LabelDraft(), new LabelDraft());
        DateTimeOffset? startsAt = null, endsAt = null;
        var (status, url) = ("", "");
        string? wrong = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json);
            json.Read();
            switch (name)
            {
                case "status":
                    status = JsonWalk.Text(ref json, body);
                    break;
                case "labels":
                    if (!JsonWalk.Members(ref json, body, labels)) wrong ??= "labels are not an object";
                    break;
                case "annotations":
                    if (!JsonWalk.Members(ref json, body, annotations)) wrong ??= "annotations are not an object";
                    break;
                case "startsAt":
                    if (!JsonWalk.Instant(ref json, out startsAt)) wrong ??= "startsAt is no instant";
                    break;
                case "endsAt":
                    if (!JsonWalk.Instant(ref json, out endsAt)) wrong ??= "endsAt is no instant";
                    break;
                case "generatorURL":
                    url = JsonWalk.Text(ref json, body);
                    break;
                default:
                    if (Array.IndexOf(Extras, name) >= 0) annotations.Add(name, JsonWalk.Text(ref json, body));
                    else json.Skip();
                    break;
            }
        }

        if (status is not ("firing" or "resolved")) wrong ??= "status is neither firing nor resolved";
        var identity = labels.Build();
        if (identity.Count == 0) wrong ??= "there is no label";
        if (wrong is null) alert = new(status == "firing", identity, annotations.Build(), startsAt, endsAt, url.Length <= LabelDraft.MaxValueLength ? LabelDraft.Text(url) : "");
        return wrong;
    }
}
