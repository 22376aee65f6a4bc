using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Features.Respond.Automation;

/// <summary>The parts of a trigger at rest, as JSON.</summary>
internal static class StoredParts
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private sealed record StoredCondition(Occasion On, long WaitSeconds, string Source, string Service, Priority? AtLeast, EventType? TypeAtLeast, IReadOnlyList<string> Matchers);

    public static string Write(TriggerCondition condition) => JsonSerializer.Serialize(
        new StoredCondition(condition.On, (long)condition.Wait.TotalSeconds, condition.Source, condition.Service, condition.AtLeast, condition.TypeAtLeast, [.. condition.Matchers.Select(matcher => matcher.ToString())]), Json);

    public static TriggerCondition ReadCondition(string stored)
    {
        var read = Read<StoredCondition>(stored);
        return TriggerCondition.Create(read.On, TimeSpan.FromSeconds(read.WaitSeconds), read.Source, read.Service, read.AtLeast, read.TypeAtLeast, read.Matchers) is Outcome<TriggerCondition>.Done(var condition)
            ? condition
            : throw new InvalidOperationException($"The stored condition {stored} is not valid.");
    }

    public static string Write<T>(T part) => JsonSerializer.Serialize(part, Json);

    public static T Read<T>(string stored) => JsonSerializer.Deserialize<T>(stored, Json) ?? throw new InvalidOperationException($"A stored {typeof(T).Name} is empty.");
}
