using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Intake;

/// <summary>What an object of labels or annotations was read as: a set, or why it is none.</summary>
/// <param name="Complaint">This alert is refused, others of the same body are not.</param>
/// <param name="WrongType">The whole body is refused: a value is of this JSON type and not a string.</param>
internal readonly record struct LabelReading(LabelSet? Labels, string? Complaint, string? WrongType)
{
    /// <summary>Escapes make text up to six times as long as what they stand for; what is longer yet cannot be within the limits.</summary>
    private const int SurelyTooLong = (AlertLimits.MaxTotalBytes * 6) + (AlertLimits.MaxLabels * 16);

    /// <summary>Reads one JSON object of strings strictly.</summary>
    /// <param name="json">The object's bytes, syntactically sound.</param>
    /// <param name="identify">Labels rather than annotations: empty values are dropped before names are checked, and values are limited.</param>
    public static LabelReading Of(ReadOnlySpan<byte> json, bool identify)
    {
        if (json.Length > SurelyTooLong) return Refused($"more than {AlertLimits.MaxTotalBytes} bytes");
        var labels = new List<Label>();
        var total = 0;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref reader);
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) return new(null, null, JsonKind.Of(reader.TokenType));
            var value = reader.TokenType == JsonTokenType.Null ? "" : WireText.Read(ref reader);
            if (value.Length == 0 && identify)
            {
                labels.RemoveAll(label => label.Name == name);
                continue;
            }

            if (!LabelName.IsValid(name)) return Refused($"invalid name {WireError.Quote(name)}");
            if (name.Length > AlertLimits.MaxNameBytes) return Refused($"name longer than {AlertLimits.MaxNameBytes} bytes");
            var bytes = Encoding.UTF8.GetByteCount(value);
            if (identify && bytes > AlertLimits.MaxLabelValueBytes) return Refused($"value of {WireError.Quote(name)} longer than {AlertLimits.MaxLabelValueBytes} bytes");
            total += name.Length + bytes;
            labels.Add(new(name, value));
            if (labels.Count > AlertLimits.MaxLabels) return Refused($"more than {AlertLimits.MaxLabels} labels");
            if (total > AlertLimits.MaxTotalBytes) return Refused($"more than {AlertLimits.MaxTotalBytes} bytes");
        }

        return new(LabelSet.From(labels), null, null);
    }

    private static LabelReading Refused(string complaint) => new(null, complaint, null);
}
