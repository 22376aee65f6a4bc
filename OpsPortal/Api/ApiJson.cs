using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;

namespace OpsPortal.Api;

/// <summary>JSON as the API speaks it: lowerCamelCase, enums by name, instants in RFC 3339 UTC.</summary>
internal static class ApiJson
{
    public static void Apply(JsonSerializerOptions json)
    {
        json.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false));
        json.Converters.Add(new Instant());
        json.Converters.Add(new Number());
        json.Converters.Add(new Labels());
        json.Converters.Add(new PersonKey());
    }

    private sealed class Instant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var read) && (reader.GetString() ?? "") is var text && HasZone(text)
                ? read.ToUniversalTime() : throw new JsonException("An instant is written as 2026-03-01T12:00:00Z.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

        /// <summary>Without a zone the sender's own would be meant, which nobody here knows.</summary>
        private static bool HasZone(string text) => text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Number : JsonConverter<EventNumber>
    {
        public override EventNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && EventNumber.TryParse(reader.GetString(), null, out var number) ? number : throw new JsonException("An event number is written as EVT-1042.");

        public override void Write(Utf8JsonWriter writer, EventNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class Labels : JsonConverter<LabelSet>
    {
        public override LabelSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            LabelSet.From((JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []).Select(pair => new Label(pair.Key, pair.Value)));

        public override void Write(Utf8JsonWriter writer, LabelSet value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var label in value) writer.WriteString(label.Name, label.Value);
            writer.WriteEndObject();
        }
    }

    private sealed class PersonKey : JsonConverter<PersonId>
    {
        public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id) ? new(id) : throw new JsonException("A person is named by id.");

        public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
