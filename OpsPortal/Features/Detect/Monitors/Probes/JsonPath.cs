using System.Globalization;
using System.Text.Json;

namespace OpsPortal.Features.Detect.Monitors.Probes;

/// <summary>A path into JSON as <c>status.db[0].name</c>; a leading <c>$.</c> is allowed.</summary>
internal static class JsonPath
{
    /// <summary>What stands there; null: nothing.</summary>
    public static JsonElement? Find(JsonElement root, string path)
    {
        JsonElement? at = root;
        foreach (var step in path.TrimStart('$').Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at is not { } here) return null;
            at = step is ['[', .. var index, ']'] ? Item(here, index) : here.ValueKind == JsonValueKind.Object && here.TryGetProperty(step, out var member) ? member : null;
        }

        return at;
    }

    private static JsonElement? Item(JsonElement list, string index) =>
        list.ValueKind == JsonValueKind.Array && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < list.GetArrayLength() ? list[place] : null;
}
