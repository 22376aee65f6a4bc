using System.Globalization;

namespace OpsPortal.Domain.Deliver.Changes.Plans;

/// <summary>One fact of a plan: what is hashed, and what a difference shows.</summary>
/// <param name="Name">Unique in its plan, as <c>component checkout/api</c> or <c>step 3</c>.</param>
/// <param name="Voids">A change of it makes approvals void: it says what is done, where, when, by whom, or how it is taken back.</param>
/// <param name="Parts">What it says, part by part; what is hashed.</param>
/// <param name="Words">What it says, for people.</param>
public sealed record PlanFact(string Name, bool Voids, IReadOnlyList<string> Parts, string Words);

/// <summary>Takes a plan apart. The hash and the difference are both made of these facts, so neither can know of one that the other does not.</summary>
public static class PlanFacts
{
    /// <summary>In the order of the form. What is empty is left out.</summary>
    public static IEnumerable<PlanFact> Of(ChangePlan plan)
    {
        plan = plan.AsKept();
        yield return Fact("kind", true, plan.Kind.ToString());
        if (plan.Template is { } template) yield return Fact("template", true, template.Key, template.Revision.ToString(CultureInfo.InvariantCulture));
        yield return Fact("title", false, plan.Title);
        if (plan.Reason.Length > 0) yield return Fact("reason", false, plan.Reason);
        if (plan.Impact.Length > 0) yield return Fact("impact", false, plan.Impact);
        foreach (var component in plan.Components) yield return Fact($"component {component.Name}", true, component.Version, component.Commit, component.Digest);
        if (plan.Environment.Length > 0) yield return Fact("environment", true, plan.Environment);
        foreach (var step in Numbered("step", plan.Steps)) yield return step;
        foreach (var parameter in plan.Parameters) yield return Fact($"parameter {parameter.Name}", true, parameter.Value);
        foreach (var step in Numbered("backout step", plan.Backout.Steps)) yield return step;
        if (plan.Backout.When.Length > 0) yield return Fact("backout when", true, plan.Backout.When);
        if (plan.Backout.Takes > TimeSpan.Zero) yield return Fact("backout takes", true, plan.Backout.Takes.ToString("c", CultureInfo.InvariantCulture));
        for (var at = 0; at < plan.Evidence.Count; at++) yield return Fact($"evidence {at + 1}", false, plan.Evidence[at].Title, plan.Evidence[at].Link, plan.Evidence[at].Result);
        if (plan.Window is { } window) yield return Fact("window", true, Canonical.Instant(window.Start), Canonical.Instant(window.End), window.Zone);
        if (plan.Executor != PlannedExecutor.Anybody) yield return new("executor", true, [plan.Executor.Person?.ToString() ?? "", plan.Executor.Name], plan.Executor.Name);
    }

    private static IEnumerable<PlanFact> Numbered(string what, IReadOnlyList<PlanStep> steps) =>
        steps.Select((step, at) => Fact(string.Create(CultureInfo.InvariantCulture, $"{what} {at + 1}"), true, step.Title, step.Detail));

    private static PlanFact Fact(string name, bool voids, params string[] parts) => new(name, voids, parts, string.Join(" · ", parts.Where(part => part.Length > 0)));
}
