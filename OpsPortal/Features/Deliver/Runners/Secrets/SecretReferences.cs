using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners.Secrets;

/// <summary>References to secrets in settings: <c>{secret:NAME}</c> within any text of a JSON document, but not in the name of a member.</summary>
internal static partial class SecretReferences
{
    private const string Beginning = "{secret:";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsIn(string text) => text.Contains(Beginning, StringComparison.Ordinal);

    /// <summary>What is wrong with the references of a document; null: nothing, or it is no JSON, which its reader says.</summary>
    public static Refusal? Check(string json) => Read(json) is { } root && Named(root).Any(name => name.Length == 0) ? SecretRefusals.BadReference() : null;

    /// <summary>The names that a document refers to, each once.</summary>
    public static IReadOnlyList<string> Names(string json) => Read(json) is { } root ? [.. Named(root).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)] : [];

    /// <summary>The document with values for references.</summary>
    public static string Fill(string json, IReadOnlyDictionary<string, string> values)
    {
        if (Read(json) is not { } root) return json;
        return (Replaced(root, values) ?? root).ToJsonString(Relaxed);
    }

    private static JsonNode? Read(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Every name that is referred to; empty for a reference that is none.</summary>
    private static IEnumerable<string> Named(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => (IsIn(member.Key) ? [""] : Array.Empty<string>()).Concat(Named(member.Value))),
        JsonArray items => items.SelectMany(Named),
        JsonValue value when value.TryGetValue<string>(out var text) && IsIn(text) => Whole().Matches(text).Select(match => match.Groups["name"].Value).Concat(IsIn(Whole().Replace(text, "")) ? [""] : []),
        _ => [],
    };

    /// <summary>What stands in the place of a node; null: itself, perhaps changed within.</summary>
    private static JsonNode? Replaced(JsonNode? node, IReadOnlyDictionary<string, string> values)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList())
                {
                    if (Replaced(member, values) is { } changed) members[name] = changed;
                }

                return null;
            case JsonArray items:
                for (var at = 0; at < items.Count; at++)
                {
                    if (Replaced(items[at], values) is { } changed) items[at] = changed;
                }

                return null;
            case JsonValue value when value.TryGetValue<string>(out var text) && IsIn(text):
                return JsonValue.Create(Whole().Replace(text, match => values.GetValueOrDefault(match.Groups["name"].Value, match.Value)));
            default:
                return null;
        }
    }

    [GeneratedRegex(@"\{secret:(?<name>[A-Za-z][A-Za-z0-9_]{0,59})\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
