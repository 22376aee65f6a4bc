using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Deliver;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Evidence.Pack;

/// <summary>How a pack is written: UTF-8, every member in its fixed order and never left out, two spaces deep a level, lines ended by a line feed, instants in UTC with whole milliseconds.</summary>
internal static class PackJson
{
    /// <summary>Reading refuses whatever is unknown, missing or there twice.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        IndentCharacter = ' ',
        IndentSize = 2,
        NewLine = "\n",
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false),
            new Instant(),
            new Word<ChangeNumber>(text => ChangeNumber.TryParse(text, null, out var number) ? number : null),
            new Word<PolicyNumber>(text => PolicyNumber.TryParse(text, null, out var number) ? number : null),
            new Word<ServiceKey>(text => new ServiceKey(text)),
            new Word<PersonId>(text => Guid.TryParseExact(text, "D", out var id) ? new PersonId(id) : null),
            new Word<TeamId>(text => Guid.TryParseExact(text, "D", out var id) ? new TeamId(id) : null),
        },
    };

    /// <summary>What is one word for people is one word in the file.</summary>
    /// <param name="read">Null where the text is none.</param>
    private sealed class Word<T>(Func<string, T?> read) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && read(text) is { } word ? word : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class Instant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParseExact(reader.GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Canonical.Instant(AuditEntry.Truncate(value)));
    }
}
