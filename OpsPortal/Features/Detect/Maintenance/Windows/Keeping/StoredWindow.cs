using System.Text.Json;
using System.Text.Json.Serialization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Keeping;

/// <summary>The parts of a window at rest: each one JSON text.</summary>
internal static class StoredWindow
{
    private static readonly JsonSerializerOptions Plain = new() { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(Schedule schedule) => JsonSerializer.Serialize(
        new StoredSchedule(schedule.LocalStart, schedule.Zone, (long)schedule.Duration.TotalSeconds, schedule.Recurrence?.ToString(), schedule.Exceptions.Count == 0 ? null : schedule.Exceptions, schedule.Last,
            schedule.Moved.Count == 0 ? null : [.. schedule.Moved.Select(time => new StoredMove(time.Date, time.LocalStart, (long)time.Duration.TotalSeconds))]), Plain);

    public static string Write(WindowScope scope) => JsonSerializer.Serialize(
        new StoredScope([.. scope.Services.Select(service => service.Value)], scope.WithDependants, scope.Environment, [.. scope.Matchers.Select(matcher => new StoredMatcher(matcher.Name, matcher.Kind, matcher.Value))]), Plain);

    public static string Write(WindowEffect effect) => JsonSerializer.Serialize(new StoredEffect(effect.Kind, effect.LowerTo, effect.LowerBy, effect.Tag), Plain);

    public static Schedule ReadSchedule(string stored)
    {
        var read = Read<StoredSchedule>(stored);
        return Schedule.Kept(read.LocalStart, read.Zone, TimeSpan.FromSeconds(read.Seconds), read.Rule is { } rule ? Value(RecurrenceText.Parse(rule)) : null, read.Exceptions ?? [], read.Last,
            [.. (read.Moved ?? []).Select(time => new MovedTime(time.Date, time.LocalStart, TimeSpan.FromSeconds(time.Seconds)))]);
    }

    public static WindowScope ReadScope(string stored)
    {
        var read = Read<StoredScope>(stored);
        return new()
        {
            Services = [.. read.Services.Select(service => new ServiceKey(service))],
            WithDependants = read.WithDependants,
            Environment = read.Environment,
            Matchers = [.. read.Matchers.Select(matcher => Value(Matcher.Create(matcher.Name, matcher.Kind, matcher.Value)))],
        };
    }

    public static WindowEffect ReadEffect(string stored)
    {
        var read = Read<StoredEffect>(stored);
        return new(read.Kind, read.LowerTo, read.LowerBy, read.Tag);
    }

    private static T Read<T>(string stored) => JsonSerializer.Deserialize<T>(stored, Plain) ?? throw new InvalidOperationException($"The stored part of a window is empty: {stored}");

    private static T Value<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException($"A stored part of a window is not valid: {outcome.Refusal?.Message}");

    private sealed record StoredSchedule(DateTime LocalStart, string Zone, long Seconds, string? Rule, IReadOnlyList<DateOnly>? Exceptions, DateOnly Last, IReadOnlyList<StoredMove>? Moved = null);

    private sealed record StoredMove(DateOnly Date, DateTime LocalStart, long Seconds);

    private sealed record StoredScope(IReadOnlyList<string> Services, bool WithDependants, string Environment, IReadOnlyList<StoredMatcher> Matchers);

    private sealed record StoredMatcher(string Name, MatchKind Kind, string Value);

    private sealed record StoredEffect(EffectKind Kind, Priority? LowerTo, int LowerBy, string Tag);
}
