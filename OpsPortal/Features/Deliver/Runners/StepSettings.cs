using System.Text.Json;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Runners;

/// <summary>A runner's or a controller's settings, as JSON.</summary>
internal sealed record StepSettings(string Json)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Refused where it is no JSON of that shape, or has a member that means nothing.</summary>
    public Outcome<T> Read<T>() where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Json, Options) is { } read ? read : RunnerRefusals.BadSettings("It is empty.");
        }
        catch (JsonException wrong)
        {
            return RunnerRefusals.BadSettings(wrong.Path is { Length: > 1 } path ? $"Look at {path}." : "It is not JSON of the shape that this runner reads.");
        }
    }
}
