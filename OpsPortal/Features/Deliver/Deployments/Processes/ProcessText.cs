using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>A process as people write it, and as programs send it: JSON.</summary>
internal static class ProcessText
{
    public const int MaxLength = 200_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        AllowOutOfOrderMetadataProperties = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    public static string Write(ProcessContent content) => JsonSerializer.Serialize(content, Options);

    /// <summary>Refused where it is no JSON of that shape; says where.</summary>
    public static Outcome<ProcessContent> Read(string text)
    {
        if (text.Length > MaxLength) return Bad("It is too long.");
        try
        {
            return JsonSerializer.Deserialize<ProcessContent>(text, Options) is { } read ? read : Bad("It is empty.");
        }
        catch (JsonException wrong)
        {
            var where = wrong.LineNumber is { } line ? $" in line {line + 1}" : "";
            return Bad(wrong.Path is { Length: > 1 } path ? $"Look at {path}{where}." : $"It is no JSON{where}.");
        }
        catch (NotSupportedException)
        {
            return Bad("A model or a check has no known $type.");
        }
    }

    private static Refusal Bad(string why) => new("process.invalid-text", $"This cannot be read as a process. {why}");
}
