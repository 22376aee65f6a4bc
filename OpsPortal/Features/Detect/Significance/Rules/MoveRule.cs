using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Significance.Rules;

/// <summary>Gives a rule another place in the list; a place beyond the end is the end.</summary>
public sealed class MoveRule(RuleDesk desk)
{
    /// <param name="position">From 1.</param>
    public Task<Outcome<Guid>> RunAsync(Actor by, Guid id, int position, CancellationToken stopping) => desk.RunAsync(by, (rules, _) =>
    {
        if (rules.Find(rule => rule.Id == id) is not { } moved) return Refusals.NotFound("The rule");
        var before = moved.Position;
        rules.Remove(moved);
        rules.Insert(Math.Clamp(position - 1, 0, rules.Count), moved);
        return new RuleChange(id, "rule.moved", new { Position = before }, new { Position = rules.IndexOf(moved) + 1 });
    }, stopping);
}

/// <summary>Removes a rule. What it made an event of stays an event.</summary>
public sealed class DeleteRule(RuleDesk desk)
{
    public Task<Outcome<Guid>> RunAsync(Actor by, Guid id, CancellationToken stopping) => desk.RunAsync(by, (rules, _) =>
    {
        if (rules.Find(rule => rule.Id == id) is not { } gone) return Refusals.NotFound("The rule");
        rules.Remove(gone);
        return new RuleChange(id, "rule.removed", RuleDraft.Of(gone), null) { Removed = gone };
    }, stopping);
}
