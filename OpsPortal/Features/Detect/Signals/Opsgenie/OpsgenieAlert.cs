using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Opsgenie;

/// <summary>An alert as it was read.</summary>
/// <param name="Alias">What it is known by; empty where the sender leaves it to us.</param>
/// <param name="Complaint">Why it is refused; null: it is not.</param>
internal sealed record OpsgenieAlert(string Alias, LabelDraft Labels, LabelDraft Annotations, string? Complaint)
{
    public const int MaxAliasLength = 512;

    /// <summary>Reads the body of <c>POST /v2/alerts</c>. Never throws for anything a sender can send.</summary>
    public static OpsgenieAlert Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return Refused("Request body is not processable. Please check the errors.");
            var alert = ReadObject(ref json, body);
            return json.Read() ? Refused("Request body is not processable. Please check the errors.") : alert;
        }
        catch (JsonException)
        {
            return Refused("Request body is not processable. Please check the errors.");
        }
    }

    /// <summary>Identity by alias alone: the alias is what closes it.</summary>
    public static LabelSet Known(LabelDraft labels, string alias) => labels.Add("alias", alias).Build().IdentifiedBy(name => name == "alias");

    private static OpsgenieAlert Refused(string why) => new("", new(), new(), why);

    private static OpsgenieAlert ReadObject(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        var (labels, annotations) = (new LabelDraft(), new LabelDraft());
        var (alias, message, priority) = ("", "", "P3");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json);
            json.Read();
            switch (name)
            {
                case "alias": alias = LabelDraft.Text(JsonWalk.Text(ref json, body)); break;
                case "message": message = JsonWalk.Text(ref json, body); break;
                case "priority": priority = JsonWalk.Text(ref json, body) is { Length: > 0 } given ? given : priority; break;
                case "source" or "entity": labels.Add(name, JsonWalk.Text(ref json, body)); break;
                case "description" or "note" or "user" or "tags" or "responders" or "teams": annotations.Add(name, JsonWalk.Text(ref json, body)); break;
                case "details" when json.TokenType == JsonTokenType.StartObject: JsonWalk.Members(ref json, body, annotations); break;
                default: json.Skip(); break;
            }
        }

        if (Severity(priority) is not { } severity) return Refused("Priority should be one of [ P1, P2, P3, P4, P5 ]");
        if (string.IsNullOrWhiteSpace(message)) return Refused("Message can not be empty.");
        if (alias.Length > MaxAliasLength) return Refused($"Alias can not be longer than {MaxAliasLength} characters.");
        labels.Add("severity", severity).Add("priority", priority);
        annotations.Add("summary", message);
        return new(alias, labels, annotations, null);
    }

    private static string? Severity(string priority) => priority switch
    {
        "P1" => "critical",
        "P2" => "error",
        "P3" => "warning",
        "P4" => "low",
        "P5" => "info",
        _ => null,
    };
}
