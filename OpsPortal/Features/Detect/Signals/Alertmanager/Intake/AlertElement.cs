using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Intake;

/// <summary>One alert of a body, as far as it has been read.</summary>
internal ref struct AlertElement(AlertReader reader, ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private LabelReading _labels;
    private LabelReading _annotations;
    private DateTimeOffset _startsAt;
    private DateTimeOffset _endsAt;
    private string _url = "";
    private string? _badUrl;

    /// <summary>Reads the value the reader stands on; says why the whole body must be refused, or null.</summary>
    public string? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.StartObject) return $"json: cannot unmarshal {JsonKind.Of(json.TokenType)} into Go value of type models.PostableAlert";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Member(ref json) is { } wrong) return wrong;
        }

        return null;
    }

    /// <summary>Why the whole body is invalid, though readable.</summary>
    public readonly WireError? Invalid(int index)
    {
        if (_badUrl is not null) return WireError.NotOfType($"{index}.generatorURL in body", "uri", _badUrl);
        return _labels == default ? WireError.Required($"{index}.labels") : null;
    }

    /// <summary>Why this alert alone is refused.</summary>
    public readonly string? Complaint(DateTimeOffset now)
    {
        var (startsAt, endsAt) = Period(now);
        if (endsAt < startsAt) return "start time must be before end time";
        if (_labels.Complaint is { } labels) return $"invalid label set: {labels}";
        if (_labels.Labels is not { Count: > 0 }) return "at least one label pair required";
        return _annotations.Complaint is { } annotations ? $"invalid annotations: {annotations}" : null;
    }

    /// <summary>The signal it stands for; ask <see cref="Complaint"/> first.</summary>
    public readonly Signal ToSignal(DateTimeOffset now)
    {
        var (startsAt, endsAt) = Period(now);
        return new(AlertReader.SourceName, _labels.Labels ?? LabelSet.Empty, _annotations.Labels ?? LabelSet.Empty, startsAt, endsAt, _endsAt == default, _url);
    }

    private readonly (DateTimeOffset StartsAt, DateTimeOffset EndsAt) Period(DateTimeOffset now)
    {
        var endsAt = _endsAt == default ? now + AlertReader.ResolveTimeout : _endsAt;
        if (_startsAt != default) return (_startsAt, endsAt);
        return (_endsAt == default ? now : _endsAt, endsAt);
    }

    private string? Member(ref Utf8JsonReader json)
    {
        var name = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(WireText.Read(ref json)) : json.ValueSpan;
        json.Read();

        // Go does not care for the case of names.
        switch (name.Length)
        {
            case 6 when Ascii.EqualsIgnoreCase(name, "labels"u8): return Labels(ref json, "Alert.labels", reader.Labels, identify: true, ref _labels);
            case 6 when Ascii.EqualsIgnoreCase(name, "endsAt"u8): return Instant(ref json, ".endsAt", ref _endsAt);
            case 8 when Ascii.EqualsIgnoreCase(name, "startsAt"u8): return Instant(ref json, ".startsAt", ref _startsAt);
            case 11 when Ascii.EqualsIgnoreCase(name, "annotations"u8): return Labels(ref json, ".annotations", reader.Annotations, identify: false, ref _annotations);
            case 12 when Ascii.EqualsIgnoreCase(name, "generatorURL"u8): return Url(ref json);
            default:
                json.Skip();
                return null;
        }
    }

    private readonly string? Labels(ref Utf8JsonReader json, string field, RepeatCache<LabelSet> seen, bool identify, ref LabelReading read)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.StartObject) return WrongType(json.TokenType, field, "models.LabelSet");
        var start = (int)json.TokenStartIndex;
        json.Skip();
        var bytes = _body[start..(int)json.BytesConsumed];
        var key = seen.Key(bytes);
        var size = Size(bytes);
        if (seen.Find(key, size) is { } known)
        {
            read = new(known, null, null);
            return null;
        }

        read = LabelReading.Of(bytes, identify);
        if (read.WrongType is { } kind) return $"json: cannot unmarshal {kind} into Go struct field {field} of type string";
        if (read.Labels is { } labels) seen.Add(key, labels, size);
        return null;
    }

    private static string? Instant(ref Utf8JsonReader json, string field, ref DateTimeOffset instant)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.String) return WrongType(json.TokenType, field, "string");
        var text = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(WireText.Read(ref json)) : json.ValueSpan;
        return WireInstant.TryParse(text, out instant) ? null : WireInstant.Complaint(text);
    }

    private string? Url(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.String) return WrongType(json.TokenType, "Alert.generatorURL", "string");
        var bytes = json.ValueSpan;
        (_url, _badUrl) = ("", null);
        if (bytes.Length == 0) return null;
        var key = reader.Urls.Key(bytes);
        var size = Size(bytes);
        if (reader.Urls.Find(key, size) is { } known)
        {
            _url = known;
            return null;
        }

        var url = WireText.Read(ref json);
        if (bytes.Length > AlertLimits.MaxUrlBytes || !RequestUri.IsValid(url))
        {
            _badUrl = url;
            return null;
        }

        reader.Urls.Add(key, _url = url, size);
        return null;
    }

    private static string WrongType(JsonTokenType token, string field, string wanted) =>
        $"json: cannot unmarshal {JsonKind.Of(token)} into Go struct field {field} of type {wanted}";

    /// <summary>About what a reading of these bytes takes in memory: UTF-16, and the objects around it.</summary>
    private static int Size(ReadOnlySpan<byte> bytes) => (bytes.Length * 3) + 128;
}
