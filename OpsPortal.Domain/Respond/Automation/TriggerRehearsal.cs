using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>What the guardrails would have said of one happening of the past.</summary>
public sealed record RehearsedRun(Happening Happening, string Title, Ruling Ruling, Refusal? Why);

/// <summary>What a trigger would have done over the past.</summary>
/// <param name="Looked">How many happenings of its occasion there were.</param>
/// <param name="Matched">How many of them it speaks of.</param>
/// <param name="Acts">How often it would have acted, or asked.</param>
/// <param name="Refused">How often a guardrail would have refused, by reason.</param>
/// <param name="StoppedAt">When it would have been stopped; null: never. Nothing after that counts.</param>
/// <param name="Examples">The first runs, oldest first.</param>
public sealed record TriggerRehearsal(int Looked, int Matched, int Acts, IReadOnlyDictionary<string, int> Refused, DateTimeOffset? StoppedAt, string StoppedWhy, IReadOnlyList<RehearsedRun> Examples)
{
    public const int MostExamples = 50;

    /// <summary>As many earlier runs a decision looks back on at most, beside those that acted.</summary>
    public const int MostRemembered = 5000;

    /// <summary>Runs a trigger over the past, from nothing remembered.</summary>
    /// <param name="past">In the order it happened, each with the event as it is now.</param>
    public static TriggerRehearsal Run(Trigger trigger, IEnumerable<(Happening Happening, Event Event)> past)
    {
        var earlier = new List<EarlierRun>();
        var examples = new List<RehearsedRun>();
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (looked, matched, acts) = (0, 0, 0);
        foreach (var (happening, e) in past)
        {
            looked++;
            if (!trigger.Condition.Holds(e)) continue;
            matched++;
            var run = new ProposedRun(trigger.Number, happening.At, TargetOf(e), IdentityOf(e), Suppressed: false, []);
            var decision = GuardrailDecision.Of(trigger.Guardrails, run, earlier, DateTimeOffset.MinValue);
            if (examples.Count < MostExamples) examples.Add(new(happening, e.Title, decision.Ruling, decision.Why));
            if (decision.Ruling == Ruling.Stop) return new(looked, matched, acts, refused, happening.At, decision.Why?.Message ?? "", examples);
            var acted = decision.Ruling is Ruling.Go or Ruling.Ask;
            if (acted) acts++;
            else if (decision.Why is { } why) refused[why.Code] = refused.GetValueOrDefault(why.Code) + 1;
            Remember(earlier, new(run.At, run.Target, run.Identity, acted), trigger.Guardrails.Memory);
        }

        return new(looked, matched, acts, refused, null, "", examples);
    }

    /// <summary>What an action on this event acts on: the service, or the condition where no service is known.</summary>
    public static string TargetOf(Event e) => e.Service.Length > 0 ? e.Service : IdentityOf(e);

    public static string IdentityOf(Event e) => $"{e.Source}:{e.Fingerprint}";

    /// <summary>Adds to what a decision looks back on and forgets what is too old; of very many, those that were only refused go first.</summary>
    public static void Remember(List<EarlierRun> earlier, EarlierRun run, TimeSpan memory)
    {
        if (earlier.Count >= MostRemembered) earlier.RemoveAll(one => !one.Acted);
        if (earlier.Count > 0 && run.At - earlier[0].At > memory) earlier.RemoveAll(one => run.At - one.At > memory);
        earlier.Add(run);
    }
}
