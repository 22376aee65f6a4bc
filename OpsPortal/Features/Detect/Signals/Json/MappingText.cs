using System.Text.Json;
using OpsPortal.Domain.Detect.Sources.Mapping;

namespace OpsPortal.Features.Detect.Signals.Json;

/// <summary>A mapping as it is stored.</summary>
internal static class MappingText
{
    public static string Write(JsonMapping mapping) => JsonSerializer.Serialize(mapping, JsonSerializerOptions.Web);

    public static JsonMapping Read(string stored) => stored.Length == 0 ? JsonMapping.Beginning : JsonSerializer.Deserialize<JsonMapping>(stored, JsonSerializerOptions.Web) ?? JsonMapping.Beginning;
}
