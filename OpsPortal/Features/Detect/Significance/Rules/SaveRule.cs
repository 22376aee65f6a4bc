using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Significance.Rules;

/// <summary>Adds a rule at the end of the list, or changes one in its place.</summary>
public sealed class SaveRule(RuleDesk desk)
{
    /// <param name="id">The rule to change; null: a new one.</param>
    /// <param name="version">As it was read; refused where somebody has changed it since. Not asked of a new rule.</param>
    /// <param name="confirmed">The person knows that it holds for every signal.</param>
    /// <remarks>Refused for what <see cref="SignificanceRule.Check"/> finds, for an unknown id, and beyond <see cref="SignificanceRule.MaxRules"/>.</remarks>
    public Task<Outcome<Guid>> RunAsync(Actor by, Guid? id, RuleDraft draft, int version, bool confirmed, CancellationToken stopping) =>
        desk.RunAsync(by, (rules, now) => id is { } known ? Change(rules, known, draft, version, confirmed) : Add(rules, draft, confirmed, now), stopping);

    private static Outcome<RuleChange> Add(List<SignificanceRule> rules, RuleDraft draft, bool confirmed, DateTimeOffset now)
    {
        if (rules.Count >= SignificanceRule.MaxRules) return RuleRefusals.TooManyRules(SignificanceRule.MaxRules);
        var outcome = draft.ToRule(Guid.CreateVersion7(now), rules.Count + 1, confirmed);
        if (outcome is not Outcome<SignificanceRule>.Done(var rule)) return ((Outcome<SignificanceRule>.Refused)outcome).Why;
        rules.Add(rule);
        return new RuleChange(rule.Id, "rule.added", null, draft) { Added = rule };
    }

    private static Outcome<RuleChange> Change(List<SignificanceRule> rules, Guid id, RuleDraft draft, int version, bool confirmed)
    {
        if (rules.Find(rule => rule.Id == id) is not { } known) return Refusals.NotFound("The rule");
        if (known.Version != version) return RuleRefusals.ChangedMeanwhile("Somebody");
        var outcome = draft.ToRule(id, known.Position, confirmed);
        if (outcome is not Outcome<SignificanceRule>.Done(var rule)) return ((Outcome<SignificanceRule>.Refused)outcome).Why;
        var before = RuleDraft.Of(known);
        (known.Name, known.Enabled, known.Owner, known.Reason) = (rule.Name, rule.Enabled, rule.Owner, rule.Reason);
        (known.Filter, known.Test, known.Significant) = (rule.Filter, rule.Test, rule.Significant);
        (known.Type, known.Priority, known.ClearAfter) = (rule.Type, rule.Priority, rule.ClearAfter);
        known.Version++;
        return new RuleChange(id, "rule.changed", before, RuleDraft.Of(known));
    }
}
