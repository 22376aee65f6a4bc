using System.Text;
using OpsPortal.Domain.Detect.Sources.Mapping;
using OpsPortal.Features.Detect.Signals.Json;

namespace OpsPortal.Features.Detect.Sources.Mapping;

/// <summary>What a mapping makes of a payload.</summary>
/// <param name="Errors">What is wrong with the mapping itself, field by field.</param>
/// <param name="Items">What it makes, each with its own errors; empty where the mapping or the payload is not sound.</param>
/// <param name="PayloadError">Why the payload is no JSON; empty: it is.</param>
public sealed record TrialResult(IReadOnlyList<FieldError> Errors, IReadOnlyList<MappedItem> Items, string PayloadError)
{
    /// <summary>What is wrong with one field, in the mapping or with what it made of the first item it failed on; null: nothing.</summary>
    public string? Of(string field) =>
        Errors.FirstOrDefault(error => error.Field == field)?.Message
        ?? Items.SelectMany(item => item.Errors).FirstOrDefault(error => error.Field == field)?.Message;
}

/// <summary>Tries a mapping on a payload exactly as the intake would, without sending anything.</summary>
public static class MappingTrial
{
    public static TrialResult Run(JsonMapping mapping, string payload, string source, DateTimeOffset now)
    {
        var (ready, errors) = mapping.Prepare();
        if (ready is null) return new(errors, [], "");
        if (payload.Trim().Length == 0) return new([], [], "");
        return MappedSignals.Read(ready, Encoding.UTF8.GetBytes(payload), source, now, out var why) is { } mapped ? new([], mapped.Items, "") : new([], [], $"This is no JSON: {why}");
    }
}
