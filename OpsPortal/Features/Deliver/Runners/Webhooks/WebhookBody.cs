using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsPortal.Domain.Deliver;

namespace OpsPortal.Features.Deliver.Runners.Webhooks;

/// <summary>What a webhook step posts.</summary>
internal static class WebhookBody
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(StepRun run)
    {
        var first = run.Components.Count > 0 ? run.Components[0] : new("", "", "");
        return new JsonObject
        {
            ["deployment_id"] = run.Deployment,
            ["stage"] = run.Stage,
            ["step_id"] = run.Step,
            ["attempt"] = run.Attempt,
            ["component"] = first.Name,
            ["version"] = first.Version,
            ["digest"] = first.Digest,
            ["components"] = new JsonArray([.. run.Components.Select(component => new JsonObject { ["component"] = component.Name, ["version"] = component.Version, ["digest"] = component.Digest })]),
            ["environment"] = run.Environment,
            ["parameters"] = new JsonObject(run.Parameters.Select(parameter => KeyValuePair.Create<string, JsonNode?>(parameter.Key, parameter.Value))),
            ["callback_url"] = run.Callback?.Url,
            ["callback_token"] = run.Callback?.Token,
            ["deadline"] = Canonical.Instant(run.Deadline),
            ["idempotency_key"] = run.IdempotencyKey,
        }.ToJsonString(Relaxed);
    }
}
