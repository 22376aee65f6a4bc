using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Deliver.Evidence.Print.Sections;

/// <summary>The plan of the last revision in full.</summary>
internal static class PlanSection
{
    public static IEnumerable<Block> Of(EvidencePack pack)
    {
        var revision = pack.Revisions[^1];
        var plan = revision.Plan;
        yield return new Heading($"The plan, revision {revision.Number}");
        yield return Grid.Facts(
            ("Title", plan.Title), ("Reason", plan.Reason), ("What users notice", plan.Impact), ("Template", plan.Template is { } template ? $"{template.Key} revision {template.Revision}" : ""),
            ("Environment", plan.Environment), ("To be carried out by", plan.Executor == PlannedExecutor.Anybody ? "Whoever starts it" : plan.Executor.Name));
        if (plan.Components.Count > 0)
        {
            yield return new Heading("Components", 2);
            yield return new Grid(
                [new("Component", 26, Lettering.Text), new("Version", 18, Lettering.Text), new("Commit", 24, Lettering.Code), new("Digest", 32, Lettering.Code)],
                [.. plan.Components.Select(component => new[] { component.Name, component.Version, component.Commit, component.Digest })]);
        }

        foreach (var block in Steps("Steps", plan.Steps)) yield return block;
        if (plan.Parameters.Count > 0)
        {
            yield return new Heading("Parameters", 2);
            yield return Grid.Facts(Lettering.Code, plan.Parameters.Select(parameter => (parameter.Name, parameter.Value)));
        }

        foreach (var block in Steps("Backing out", plan.Backout.Steps)) yield return block;
        if (plan.Backout != BackoutPlan.None) yield return Grid.Facts(("When", plan.Backout.When), ("Takes", Printed.Of(plan.Backout.Takes)));
        if (plan.Evidence.Count == 0) yield break;
        yield return new Heading("Tests", 2);
        yield return new Grid(
            [new("Test", 28, Lettering.Text), new("Result", 36, Lettering.Text), new("Where", 36, Lettering.Code)],
            [.. plan.Evidence.Select(evidence => new[] { evidence.Title, evidence.Result, evidence.Link })]);
    }

    private static IEnumerable<Block> Steps(string title, IReadOnlyList<PlanStep> steps)
    {
        if (steps.Count == 0) yield break;
        yield return new Heading(title, 2);
        yield return new Grid(
            [new("", 6, Lettering.Label), new("Step", 40, Lettering.Strong), new("What exactly", 54, Lettering.Text)],
            [.. steps.Select((step, at) => new[] { Printed.Of(at + 1), step.Title, step.Detail })]);
    }
}
