using System.Text.Json;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Scripts;

namespace OpsPortal.Features.Deliver.Runners.Webhooks;

/// <summary>What a receiver says when it calls back: <c>{"state":"succeeded","message":"…","log_url":"…","outputs":{}}</c>.</summary>
internal static class CallbackReport
{
    /// <summary>A longer body is not read.</summary>
    public const int MaxBytes = 64 * 1024;

    public const int MaxMessageLength = 2000;

    /// <summary>Running is progress and leaves the token good; the other states use it up.</summary>
    /// <remarks>Refused where it is no JSON object, has no known state, or more than is taken.</remarks>
    public static Outcome<RunnerAnswer> Read(ReadOnlySpan<byte> body, string reference)
    {
        if (body.Length > MaxBytes) return Bad("it is too long");
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement, reference);
        }
        catch (JsonException)
        {
            return Bad("it is not JSON");
        }
    }

    private static Outcome<RunnerAnswer> Read(JsonElement root, string reference)
    {
        if (root.ValueKind != JsonValueKind.Object) return Bad("it is not an object");
        if (Text(root, "message") is not { } message || message.Length > MaxMessageLength) return Bad($"message is a text of {MaxMessageLength} characters at most");
        if (Text(root, "log_url") is not { } link || (link.Length > 0 && !SettingUrl.IsGood(link))) return Bad("log_url is a whole address by HTTP");
        if (Outputs(root) is not { } outputs) return Bad($"outputs are {ScriptOutputs.Most} texts of {ScriptOutputs.LongestValue} characters at most, by name");
        RunnerAnswer? answer = Text(root, "state") switch
        {
            "running" => RunnerAnswer.Running(reference, message),
            "succeeded" => RunnerAnswer.Succeeded(message),
            "failed" => RunnerAnswer.Failed(new("runner.failed", message.Length > 0 ? message : "The receiver says that it failed.")),
            _ => null,
        };
        return answer is null ? Bad("state is one of running, succeeded, failed") : answer with { LogLink = link.Length > 0 ? link : null, Outputs = outputs };
    }

    /// <summary>Empty where it is missing; null where it is no text.</summary>
    private static string? Text(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null ? "" : member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static Dictionary<string, string>? Outputs(JsonElement root)
    {
        if (!root.TryGetProperty("outputs", out var member) || member.ValueKind == JsonValueKind.Null) return [];
        if (member.ValueKind != JsonValueKind.Object || member.EnumerateObject().Count() > ScriptOutputs.Most) return null;
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var output in member.EnumerateObject())
        {
            if (output.Name.Length is 0 or > 60 || output.Value.ValueKind != JsonValueKind.String || output.Value.GetString() is not { Length: <= ScriptOutputs.LongestValue } value) return null;
            outputs[output.Name] = value;
        }

        return outputs;
    }

    private static Refusal Bad(string why) => new("runner.invalid-callback", $"This is no report of a step: {why}.");
}
