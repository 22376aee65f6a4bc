using System.Text;
using System.Text.Json;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.CloudEvents;

/// <summary>What the data of an event tells.</summary>
/// <param name="Status">Its member <c>status</c>, else <c>state</c>; empty: neither.</param>
/// <param name="Labels">Its member <c>labels</c>.</param>
/// <param name="Annotations">Its member <c>annotations</c>, and every other member by its name.</param>
/// <param name="Text">The data as it came, for whoever reads it as a record.</param>
internal sealed record EventContent(string Status, string Severity, LabelDraft Labels, LabelDraft Annotations, string Text)
{
    public static EventContent None => new("", "", new(), new(), "");

    public static EventContent Plain(string text) => None with { Text = text };

    /// <summary>Reads data that is JSON. Throws <see cref="JsonException"/> where it is not.</summary>
    public static EventContent OfJson(ReadOnlySpan<byte> data)
    {
        var text = Encoding.UTF8.GetString(data[..Math.Min(data.Length, Told.MaxText * 3)]);
        var json = new Utf8JsonReader(data);
        json.Read();
        if (json.TokenType == JsonTokenType.String) return Plain(WireText.Read(ref json));
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return Plain(text);
        }

        var (labels, annotations) = (new LabelDraft(), new LabelDraft());
        var (status, state, severity) = ("", "", "");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json);
            json.Read();
            switch (name)
            {
                case "status": status = JsonWalk.Text(ref json, data); break;
                case "state": state = JsonWalk.Text(ref json, data); break;
                case "severity": severity = JsonWalk.Text(ref json, data); break;
                case "labels" when json.TokenType == JsonTokenType.StartObject: JsonWalk.Members(ref json, data, labels); break;
                case "annotations" when json.TokenType == JsonTokenType.StartObject: JsonWalk.Members(ref json, data, annotations); break;
                default: annotations.Add(name, JsonWalk.Text(ref json, data)); break;
            }
        }

        return new(status.Length > 0 ? status : state, severity, labels, annotations, text);
    }
}
