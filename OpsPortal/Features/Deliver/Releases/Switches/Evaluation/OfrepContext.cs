using System.Text.Json;
using OpsPortal.Domain.Deliver.Releases.Switches;

namespace OpsPortal.Features.Deliver.Releases.Switches.Evaluation;

/// <summary>Why an evaluation failed, as OpenFeature's error codes.</summary>
/// <param name="Details">For a person who looks at the log of an application.</param>
internal sealed record OfrepError(string Code, string Details)
{
    public const string FlagNotFound = "FLAG_NOT_FOUND", TargetingKeyMissing = "TARGETING_KEY_MISSING", ParseError = "PARSE_ERROR", InvalidContext = "INVALID_CONTEXT";

    public static OfrepError Unreadable { get; } = new(ParseError, "The body has to be an object of JSON.");

    public static OfrepError TooLong { get; } = new(ParseError, "The body is too long.");

    public static OfrepError NoTargetingKey { get; } = new(TargetingKeyMissing, "The switch is on for a share of all users: context.targetingKey has to say who is asked for.");
}

/// <summary>Reads for whom is asked from the body of an OFREP request: <c>context.targetingKey</c>, and the user's groups from <c>context.groups</c>, one or a list.</summary>
internal static class OfrepContext
{
    private const int MostGroups = 1000;

    /// <summary>An empty body and a missing context stand for nobody in particular. All other members are the application's own and are passed over.</summary>
    /// <returns>For whom is asked, or why it cannot be told.</returns>
    public static (SwitchSubject? Subject, OfrepError? Error) Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return (Nobody, null);
        var reader = new Utf8JsonReader(body);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return (null, OfrepError.Unreadable);
            var (subject, error) = ((SwitchSubject?)null, (OfrepError?)null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isContext = reader.ValueTextEquals("context"u8);
                reader.Read();
                if (isContext) (subject, error) = ReadContext(ref reader);
                else reader.Skip();
            }

            // What follows the object is no longer this request.
            return reader.Read() ? (null, OfrepError.Unreadable) : error is null ? (subject ?? Nobody, null) : (null, error);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Half a character, as \ud800 alone, is JSON and no text.
            return (null, OfrepError.Unreadable);
        }
    }

    private static SwitchSubject Nobody { get; } = new("", []);

    private static (SwitchSubject?, OfrepError?) ReadContext(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return (Nobody, null);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return (null, new(OfrepError.InvalidContext, "context has to be an object."));
        }

        var (key, groups, error) = ("", (List<string>?)null, (OfrepError?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isKey, isGroups) = (reader.ValueTextEquals("targetingKey"u8), reader.ValueTextEquals("groups"u8));
            reader.Read();
            OfrepError? wrong = null;
            if (isKey && reader.TokenType == JsonTokenType.String) key = reader.GetString() ?? "";
            else if (isKey && reader.TokenType != JsonTokenType.Null) wrong = Skipped(ref reader, "context.targetingKey has to be a text.");
            else if (isGroups) wrong = ReadGroups(ref reader, groups ??= []);
            else reader.Skip();

            // The first is told; what comes after it is read all the same.
            error ??= wrong;
        }

        return error is null ? (new(key, groups ?? []), null) : (null, error);
    }

    private static OfrepError? ReadGroups(ref Utf8JsonReader reader, List<string> groups)
    {
        const string Wrong = "context.groups has to be a text or a list of texts.";
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                groups.Add(reader.GetString() ?? "");
                return null;
            case JsonTokenType.StartArray:
                break;
            default:
                return Skipped(ref reader, Wrong);
        }

        OfrepError? error = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String) error = Skipped(ref reader, Wrong);
            else if (groups.Count < MostGroups) groups.Add(reader.GetString() ?? "");
        }

        return error;
    }

    private static OfrepError Skipped(ref Utf8JsonReader reader, string why)
    {
        reader.Skip();
        return new(OfrepError.InvalidContext, why);
    }
}
