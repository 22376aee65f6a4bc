using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Signals.Alertmanager.Wire;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Alertmanager.Silences;

/// <summary>A silence as it was posted.</summary>
/// <param name="Id">The silence to change, as given; null or empty: a new one.</param>
internal sealed record PostedSilence(string? Id, SilenceDraft Draft);

/// <summary>Reads the body of <c>POST /api/v2/silences</c>. Unknown members are ignored, and so is the case of names.</summary>
internal ref struct SilenceReader
{
    private string? _id;
    private string? _comment;
    private string? _createdBy;
    private DateTimeOffset? _startsAt;
    private DateTimeOffset? _endsAt;
    private List<PostedMatcher>? _matchers;

    /// <summary>The silence, or the reply that says why there is none.</summary>
    public static (PostedSilence? Silence, WireError? Error) Read(ReadOnlySpan<byte> body)
    {
        if (body.IndexOfAnyExcept(" \t\r\n"u8) < 0) return (null, WireError.Required("silence"));
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1000 });
            json.Read();
            var reader = default(SilenceReader);
            if (json.TokenType != JsonTokenType.Null && reader.Members(ref json) is { } wrong) return (null, WireError.NotReadable("silence", wrong));
            return reader.Finish();
        }
        catch (JsonException bad)
        {
            return (null, WireError.NotReadable("silence", JsonKind.Complaint(bad)));
        }
    }

    private string? Members(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject) return $"json: cannot unmarshal {JsonKind.Of(json.TokenType)} into Go value of type models.PostableSilence";
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = WireText.Read(ref json).ToLowerInvariant();
            json.Read();
            var wrong = name switch
            {
                "id" => Text(ref json, ".id", ref _id),
                "comment" => Text(ref json, "Silence.comment", ref _comment),
                "createdby" => Text(ref json, "Silence.createdBy", ref _createdBy),
                "startsat" => Instant(ref json, "Silence.startsAt", ref _startsAt),
                "endsat" => Instant(ref json, "Silence.endsAt", ref _endsAt),
                "matchers" => Matchers(ref json),
                _ => Skip(ref json),
            };
            if (wrong is not null) return wrong;
        }

        return null;
    }

    private string? Matchers(ref Utf8JsonReader json)
    {
        _matchers = null;
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.StartArray) return $"json: cannot unmarshal {JsonKind.Of(json.TokenType)} into Go struct field Silence.matchers of type models.Matchers";
        _matchers = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var matcher = default(PostedMatcher);
            if (json.TokenType != JsonTokenType.Null && matcher.Read(ref json) is { } wrong) return wrong;

            // Beyond the limit they only need counting, and the limit is refused with one too many.
            if (_matchers.Count <= Silence.MaxMatchers) _matchers.Add(matcher);
        }

        return null;
    }

    private readonly (PostedSilence? Silence, WireError? Error) Finish()
    {
        if (_comment is null) return (null, WireError.Required("comment"));
        if (_createdBy is null) return (null, WireError.Required("createdBy"));
        if (_endsAt is not { } endsAt) return (null, WireError.Required("endsAt"));
        if (_matchers is null) return (null, WireError.Required("matchers"));
        if (_matchers.Count == 0) return (null, new(422, 612, "matchers in body should have at least 1 items", "invalid"));
        for (var i = 0; i < _matchers.Count; i++)
        {
            if (_matchers[i].Missing() is { } member) return (null, WireError.Required($"matchers.{i}.{member}"));
        }

        if (_startsAt is not { } startsAt) return (null, WireError.Required("startsAt"));
        var matchers = new List<Matcher>();
        foreach (var posted in _matchers)
        {
            var outcome = posted.ToMatcher();
            if (outcome is not Outcome<Matcher>.Done(var matcher))
            {
                var why = $"invalid regular expression {WireError.Quote(posted.Value!)}: {outcome.Refusal!.Message}";
                return (null, WireError.Invalid($"silence invalid: {SilenceRefusals.BadMatcher(matchers.Count, why).Message}"));
            }

            matchers.Add(matcher);
        }

        return (new(_id, new(matchers, startsAt, endsAt, _createdBy, _comment)), null);
    }

    internal static string? Text(ref Utf8JsonReader json, string field, ref string? text)
    {
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) return WrongType(json.TokenType, field, "string");
        text = json.TokenType == JsonTokenType.Null ? null : WireText.Read(ref json);
        return null;
    }

    internal static string? Skip(ref Utf8JsonReader json)
    {
        json.Skip();
        return null;
    }

    internal static string WrongType(JsonTokenType token, string field, string wanted) =>
        $"json: cannot unmarshal {JsonKind.Of(token)} into Go struct field {field} of type {wanted}";

    private static string? Instant(ref Utf8JsonReader json, string field, ref DateTimeOffset? instant)
    {
        string? text = null;
        if (Text(ref json, field, ref text) is { } wrong) return wrong;
        if (text is null) return null;
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!WireInstant.TryParse(bytes, out var parsed)) return WireInstant.Complaint(bytes);
        instant = parsed;
        return null;
    }
}
