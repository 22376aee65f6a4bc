using System.Text.Json;

namespace OpsPortal.Features.Deliver.Runners.Http;

/// <summary>Reads what another system answered without trusting its shape.</summary>
internal static class ReplyJson
{
    /// <summary>The document; an undefined element where it is none.</summary>
    public static JsonElement Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The text; empty where it is none.</summary>
    public static string Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() ?? "" : "";

    /// <summary>The whole number; 0 where it is none.</summary>
    public static long Number(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : 0;

    public static bool IsTrue(this JsonElement element) => element.ValueKind == JsonValueKind.True;
}
