using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver;

/// <summary>How plans, terms and parties are kept: JSON whose members the database's own rules read by name.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new Key(), new PersonOfIt(), new Number() },
    };

    public static string Write<T>(T part) => JsonSerializer.Serialize(part, Options);

    public static T Read<T>(string stored) => JsonSerializer.Deserialize<T>(stored, Options) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");

    private sealed class Key : JsonConverter<ServiceKey>
    {
        public override ServiceKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, ServiceKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class PersonOfIt : JsonConverter<PersonId>
    {
        public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class Number : JsonConverter<Domain.Deliver.Policies.PolicyNumber>
    {
        public override Domain.Deliver.Policies.PolicyNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Domain.Deliver.Policies.PolicyNumber value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}

/// <summary>A part that is replaced as a whole, never changed in place.</summary>
internal sealed class StoredJsonColumn<T>() : ValueConverter<T, string>(part => StoredJson.Write(part), stored => StoredJson.Read<T>(stored))
    where T : class
{
    public static ValueComparer<T> Replaced { get; } = new((a, b) => ReferenceEquals(a, b), part => part.GetHashCode(), part => part);
}
