using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Storage;

/// <summary>Instants are stored in UTC: SQLite cannot order <see cref="DateTimeOffset"/>.</summary>
internal sealed class UtcInstant() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

internal sealed class EventNumberColumn() : ValueConverter<EventNumber, long>(number => number.Value, stored => new EventNumber(stored));

internal sealed class PersonIdColumn() : ValueConverter<PersonId, Guid>(id => id.Value, stored => new PersonId(stored));

internal sealed class CatalogueKeyColumn() : ValueConverter<ServiceKey, string>(key => key.Value, stored => new ServiceKey(stored));

internal sealed class TeamIdColumn() : ValueConverter<TeamId, Guid>(id => id.Value, stored => new TeamId(stored));

internal sealed class FingerprintColumn() : ValueConverter<Fingerprint, long>(
    fingerprint => unchecked((long)fingerprint.Value),
    stored => new Fingerprint(unchecked((ulong)stored)));

/// <summary>Labels as one JSON object of strings, names in order.</summary>
internal sealed class LabelsColumn() : ValueConverter<LabelSet, string>(labels => ToJson(labels), stored => FromJson(stored))
{
    // The text is searched as words, so letters beyond ASCII stay letters.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson(LabelSet labels)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            foreach (var label in labels) json.WriteString(label.Name, label.Value);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static LabelSet FromJson(string stored)
    {
        using var json = JsonDocument.Parse(stored);
        return LabelSet.From(json.RootElement.EnumerateObject().Select(member => new Label(member.Name, member.Value.GetString()!)));
    }
}
