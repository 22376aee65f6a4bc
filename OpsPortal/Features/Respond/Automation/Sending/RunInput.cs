using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Automation;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Writes down what a run will send, so that what a person approves is what goes out.</summary>
internal static class RunInput
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Refused where a fact of the event would be taken for an option of the script.</summary>
    public static Outcome<string> Of(RunNumber run, Trigger trigger, Happening happening, Event e, DateTimeOffset now)
    {
        if (trigger.Action.IsPosted) return new JsonObject { ["url"] = trigger.Action.Url, ["body"] = Body(run, trigger, happening, e, now) }.ToJsonString(Relaxed);
        if (trigger.Action.Kind is ActionKind.OpenIncident or ActionKind.Notify) return Inside(run, trigger, e).ToJsonString(Relaxed);
        var arguments = new JsonArray();
        for (var at = 0; at < trigger.Action.Arguments.Count; at++)
        {
            var (asked, filled) = (trigger.Action.Arguments[at], Placeholders.Fill(trigger.Action.Arguments[at], e).Replace("\0", "", StringComparison.Ordinal));
            if (filled.StartsWith('-') && !asked.StartsWith('-')) return AutomationRefusals.ArgumentLooksLikeOption(at + 1);
            arguments.Add(filled);
        }

        return new JsonObject
        {
            ["script"] = trigger.Action.Script,
            ["arguments"] = arguments,
            [TriggerRun.Label] = run.ToString(),
            ["trigger"] = trigger.Number.ToString(),
            ["event"] = e.Number.ToString(),
        }.ToJsonString(Relaxed);
    }

    /// <summary>What the portal itself does.</summary>
    private static JsonObject Inside(RunNumber run, Trigger trigger, Event e)
    {
        var text = OneLine.Of(Placeholders.Fill(trigger.Action.Text, e), TriggerAction.MaxTextLength);
        var input = new JsonObject
        {
            ["text"] = text.Length > 0 ? text : OneLine.Of(e.Title, TriggerAction.MaxTextLength),
            ["service"] = e.Service,
            [TriggerRun.Label] = run.ToString(),
            ["trigger"] = trigger.Number.ToString(),
            ["event"] = e.Number.ToString(),
        };
        if (trigger.Action.Kind == ActionKind.OpenIncident) input["joins"] = trigger.Action.JoinsOpenIncident;
        else input["recipients"] = new JsonArray([.. trigger.Action.Recipients.Select(one => JsonValue.Create(one))]);
        return input;
    }

    private static JsonObject Body(RunNumber run, Trigger trigger, Happening happening, Event e, DateTimeOffset now)
    {
        var body = new JsonObject
        {
            ["type"] = $"event.{happening.Occasion.ToString().ToLowerInvariant()}",
            ["timestamp"] = Instant(now),
            [TriggerRun.Label] = run.ToString(),
        };
        var facts = new JsonObject
        {
            ["trigger"] = new JsonObject { ["number"] = trigger.Number.ToString(), ["name"] = trigger.Name },
            ["event"] = new JsonObject
            {
                ["number"] = e.Number.ToString(),
                ["title"] = e.Title,
                ["service"] = e.Service,
                ["source"] = e.Source,
                ["type"] = e.Type.ToString(),
                ["priority"] = e.Priority.ToString(),
                ["state"] = e.State.ToString(),
                ["condition"] = e.Condition.ToString(),
                ["fingerprint"] = e.Fingerprint.ToString(),
                ["labels"] = Labels(e.Labels),
                ["annotations"] = Labels(e.Annotations),
                ["startsAt"] = Instant(e.StartsAt),
                ["firstSeenAt"] = Instant(e.FirstSeenAt),
                ["happenedAt"] = Instant(happening.At),
            },
        };
        if (trigger.Action.Kind == ActionKind.Scale)
        {
            body["type"] = "scale.requested";
            facts["scale"] = new JsonObject
            {
                ["target"] = Placeholders.Fill(trigger.Action.ScaleTarget, e),
                ["by"] = trigger.Action.ScaleBy,
                ["min"] = trigger.Action.ScaleMin,
                ["max"] = trigger.Action.ScaleMax,
            };
        }

        body["data"] = facts;
        return body;
    }

    private static JsonObject Labels(LabelSet labels)
    {
        var members = new JsonObject();
        foreach (var label in labels) members[label.Name] = label.Value;
        return members;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
