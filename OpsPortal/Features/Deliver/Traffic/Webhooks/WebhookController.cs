using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsPortal.Domain.Deliver.Traffic;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Http;
using OpsPortal.Features.Deliver.Runners.Webhooks;
using OpsPortal.Outgoing.Webhooks;

namespace OpsPortal.Features.Deliver.Traffic.Webhooks;

/// <summary>Has somebody else move the traffic: posts the weights that are wanted, signed, and is told those there are now.</summary>
/// <remarks>Body <c>{"act":"shift","service":…,"environment":…,"weights":{"stable":75,"canary":25}}</c>, or <c>{"act":"read",…}</c>; the answer to both is <c>{"weights":{…}}</c> in per cent.</remarks>
internal sealed class WebhookController(WebhookClient client, TimeProvider clock) : ITrafficController
{
    public const string Name = "webhook";

    private const string Who = "The traffic webhook";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Kind => Name;

    public Refusal? Check(StepSettings settings)
    {
        var read = settings.Read<WebhookSettings>();
        return read is Outcome<WebhookSettings>.Done(var wanted) ? wanted.Check() : read.Refusal;
    }

    public Task<Outcome<TrafficReading>> ReadAsync(TrafficTarget target, StepSettings settings, CancellationToken stopping) =>
        PostAsync(settings, new() { ["act"] = "read", ["service"] = target.Service, ["environment"] = target.Environment }, stopping);

    public async Task<Outcome<TrafficReading>> ShiftAsync(TrafficTarget target, StepSettings settings, TrafficWeights wanted, CancellationToken stopping)
    {
        var weights = new JsonObject(wanted.Percent.Select(share => KeyValuePair.Create<string, JsonNode?>(share.Key, share.Value)));
        var outcome = await PostAsync(settings, new() { ["act"] = "shift", ["service"] = target.Service, ["environment"] = target.Environment, ["weights"] = weights }, stopping);
        return outcome is Outcome<TrafficReading>.Done(var now) && !now.Is(wanted) ? TrafficRefusals.NotShifted(Who, wanted, now) : outcome;
    }

    private async Task<Outcome<TrafficReading>> PostAsync(StepSettings settings, JsonObject body, CancellationToken stopping)
    {
        var read = settings.Read<WebhookSettings>();
        if (read is not Outcome<WebhookSettings>.Done(var hook)) return read.Refusal ?? TrafficRefusals.BadSettings("");
        if (hook.Check() is { } wrong) return wrong;
        var post = new WebhookPost(new(hook.Url), $"traffic_{Guid.CreateVersion7(clock.GetUtcNow()):N}", body.ToJsonString(Relaxed), hook.Secret, TimeSpan.FromSeconds(hook.TimeOutSeconds), hook.Headers);
        var answer = await client.PostAsync(post, stopping);
        if (!answer.IsSuccess) return answer.MayWorkLater ? TrafficRefusals.NotReached(Who, answer.Said.EndsWith('.') ? answer.Said : $"{answer.Said}.") : TrafficRefusals.Refused(Who, $"{answer.Said} {OneLine.Of(answer.Body, 300)}".Trim());
        var weights = ReplyJson.Read(answer.Body).Member("weights");
        if (weights.ValueKind != JsonValueKind.Object || !weights.EnumerateObject().All(side => TrafficWeights.IsSide(side.Name) && side.Value.ValueKind == JsonValueKind.Number))
            return TrafficRefusals.Refused(Who, "it took the request and did not say where the traffic is.");
        return new TrafficReading([.. weights.EnumerateObject().OrderBy(side => side.Name, StringComparer.Ordinal).Select(side => new SideTraffic(side.Name, side.Value.GetDouble(), 1, 1))]);
    }
}
