using System.Text.Encodings.Web;
using System.Text.Json;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Audit;

/// <summary>An act to be written to the audit chain: who did what to which object, and the facts it changed.</summary>
/// <param name="At">UTC; the instant of the act itself.</param>
/// <param name="Name">Object and past participle, as <c>event.acknowledged</c>.</param>
/// <param name="Object">What it was done to, as <c>EVT-1042</c>.</param>
/// <param name="Before">The changed facts as they were, written as JSON; null where there were none. Never a secret.</param>
/// <param name="After">The same facts as they are now; null where nothing is left. Never a secret.</param>
public sealed record Act(Actor By, DateTimeOffset At, string Name, string Object, object? Before = null, object? After = null)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    internal static string Write(object? facts) => facts is null ? "" : JsonSerializer.Serialize(facts, Plain);
}
