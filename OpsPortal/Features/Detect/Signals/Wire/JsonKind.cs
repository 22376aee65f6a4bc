using System.Text.Json;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>JSON types by the names that Go gives them in its messages.</summary>
internal static class JsonKind
{
    public static string Of(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.True or JsonTokenType.False => "bool",
        JsonTokenType.Null => "null",
        _ => "number",
    };

    /// <summary>Why a body is no JSON, without the reader's own coordinates.</summary>
    public static string Complaint(JsonException bad) =>
        bad.Message.StartsWith("Expected depth to be zero", StringComparison.Ordinal) || bad.Message.Contains("reached end of data", StringComparison.Ordinal)
            ? "unexpected EOF"
            : bad.Message;
}
