using System.Text.Json;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.CloudEvents;

/// <summary>Reads events whose attributes are in the body: one object, or an array of them.</summary>
internal static class StructuredEvents
{
    /// <summary>Most events of one batch.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>The events, those with a complaint among them; null with the reason where the body is no JSON of this shape.</summary>
    public static List<CloudEvent>? Read(ReadOnlySpan<byte> body, bool batch, out string why)
    {
        var events = new List<CloudEvent>();
        try
        {
            var json = new Utf8JsonReader(body);
            json.Read();
            why = batch ? "a batch is an array of events" : "an event is an object";
            if (json.TokenType != (batch ? JsonTokenType.StartArray : JsonTokenType.StartObject)) return null;
            if (!batch) events.Add(ReadOne(ref json, body));
            while (batch && json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (events.Count == MaxEvents)
                {
                    why = $"more than {MaxEvents} events in one batch";
                    return null;
                }

                events.Add(ReadOne(ref json, body));
            }

            why = "something follows the event";
            return json.Read() ? null : events;
        }
        catch (JsonException bad)
        {
            why = JsonKind.Complaint(bad);
            return null;
        }
    }

    private static CloudEvent ReadOne(ref Utf8JsonReader json, ReadOnlySpan<byte> body)
    {
        var read = new CloudEvent();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            read.Complain("not an object");
            return read;
        }

        ReadOnlySpan<byte> data = default;
        string? binary = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json);
            json.Read();
            switch (name)
            {
                case "data":
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    data = body[start..(int)json.BytesConsumed];
                    break;
                case "data_base64":
                    binary = JsonWalk.Text(ref json, body);
                    break;
                case var _ when json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray:
                    json.Skip();
                    read.Complain("the value of an attribute is a string, a number or a boolean");
                    break;
                default:
                    read.Add(name, JsonWalk.Text(ref json, body));
                    break;
            }
        }

        if (binary is not null && !data.IsEmpty) read.Complain("data and data_base64 exclude each other");
        else if (binary is not null) ReadBinary(read, binary);
        else if (!data.IsEmpty) read.Content = EventContent.OfJson(data);
        return read.Checked();
    }

    private static void ReadBinary(CloudEvent read, string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) read.Complain("data_base64 is no base64");
        else read.Content = BinaryEvent.Content(bytes.AsSpan(0, length), read["datacontenttype"], read);
    }
}
