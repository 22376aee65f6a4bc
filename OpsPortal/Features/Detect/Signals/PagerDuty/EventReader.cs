using System.Text.Json;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.PagerDuty;

/// <summary>Reads the objects of PagerDuty's Events API version 2. Never throws for anything a sender can send.</summary>
internal static class EventReader
{
    private const int MaxKeyLength = 255;
    private const int RoutingKeyLength = 32;

    public static EnqueuedEvent Read(ReadOnlySpan<byte> body, bool isChange)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            var reading = new Reading();
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return Unreadable();
            reading.ReadObject(ref json, body);
            return json.Read() ? Unreadable() : reading.ToEvent(isChange);
        }
        catch (JsonException)
        {
            return Unreadable();
        }
    }

    private static EnqueuedEvent Unreadable() => new(default, "", "", LabelDraftPair.New(), null, "", "", ["JSON parse error"], IsJson: false);

    private sealed class Reading
    {
        private readonly LabelDraftPair _drafts = LabelDraftPair.New();
        private readonly List<string> _errors = [];
        private string _routingKey = "", _action = "", _dedupKey = "", _summary = "", _source = "", _severity = "", _clientUrl = "";
        private DateTimeOffset? _at;
        private bool _hasPayload;

        public void ReadObject(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = WireText.Read(ref json);
                json.Read();
                switch (name)
                {
                    case "routing_key": _routingKey = JsonWalk.Text(ref json, body); break;
                    case "event_action": _action = JsonWalk.Text(ref json, body); break;
                    case "dedup_key": _dedupKey = JsonWalk.Text(ref json, body); break;
                    case "client_url": _drafts.Annotations.Add(name, _clientUrl = JsonWalk.Text(ref json, body)); break;
                    case "client" or "links" or "images": _drafts.Annotations.Add(name, JsonWalk.Text(ref json, body)); break;
                    case "payload" when json.TokenType == JsonTokenType.StartObject: ReadPayload(ref json, body); break;
                    default: json.Skip(); break;
                }
            }
        }

        public EnqueuedEvent ToEvent(bool isChange)
        {
            if (string.IsNullOrWhiteSpace(_routingKey)) _errors.Add("'routing_key' is missing or blank");
            else if (_routingKey.Length != RoutingKeyLength) _errors.Add("Length of 'routing_key' is incorrect (should be 32 characters)");
            var action = isChange ? EventAction.Change : Action();
            if (_dedupKey.Length > MaxKeyLength) _errors.Add("Length of 'dedup_key' is incorrect (should be at most 255 characters)");
            if (action is EventAction.Acknowledge or EventAction.Resolve && string.IsNullOrWhiteSpace(_dedupKey)) _errors.Add("'dedup_key' is missing or blank");
            if (action is EventAction.Trigger or EventAction.Change) CheckPayload(action);
            _drafts.Annotations.Add("summary", _summary);
            return new(action, _routingKey, LabelDraft.Text(_dedupKey), _drafts, _at, _summary, _clientUrl, _errors);
        }

        private EventAction Action()
        {
            switch (_action)
            {
                case "trigger": return EventAction.Trigger;
                case "acknowledge": return EventAction.Acknowledge;
                case "resolve": return EventAction.Resolve;
                default:
                    _errors.Add(_action.Length == 0 ? "'event_action' is missing or blank" : "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')");
                    return default;
            }
        }

        private void CheckPayload(EventAction action)
        {
            if (!_hasPayload)
            {
                _errors.Add("'payload' is missing or blank");
                return;
            }

            if (string.IsNullOrWhiteSpace(_summary)) _errors.Add("'payload.summary' is missing or blank");
            if (action == EventAction.Change) return;
            if (string.IsNullOrWhiteSpace(_source)) _errors.Add("'payload.source' is missing or blank");
            if (_severity is not ("critical" or "error" or "warning" or "info"))
                _errors.Add("'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')");
        }

        private void ReadPayload(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
        {
            _hasPayload = true;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = WireText.Read(ref json);
                json.Read();
                switch (name)
                {
                    case "summary": _summary = JsonWalk.Text(ref json, body); break;
                    case "source": _drafts.Labels.Add(name, _source = JsonWalk.Text(ref json, body)); break;
                    case "severity": _drafts.Labels.Add(name, _severity = JsonWalk.Text(ref json, body)); break;
                    case "component" or "group" or "class": _drafts.Labels.Add(name, JsonWalk.Text(ref json, body)); break;
                    case "timestamp":
                        if (!JsonWalk.Instant(ref json, out _at)) _errors.Add("'payload.timestamp' is invalid");
                        break;
                    case "custom_details" when json.TokenType == JsonTokenType.StartObject: JsonWalk.Members(ref json, body, _drafts.Annotations); break;
                    case "custom_details": _drafts.Annotations.Add(name, JsonWalk.Text(ref json, body)); break;
                    default: json.Skip(); break;
                }
            }
        }
    }
}
