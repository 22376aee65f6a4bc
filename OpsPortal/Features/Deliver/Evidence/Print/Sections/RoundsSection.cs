using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Deliver.Evidence.Print.Sections;

/// <summary>Every round: the policy as it was, who was asked, and what was decided.</summary>
internal static class RoundsSection
{
    public static IEnumerable<Block> Of(EvidencePack pack)
    {
        yield return new Heading("Approval");
        if (pack.Rounds.Count == 0) yield return new Paragraph("Approval was never asked for.", Lettering.Text);
        foreach (var round in pack.Rounds)
        {
            yield return new Heading($"Round {round.Number}: {Printed.Of(round.State)}", 2);
            yield return Grid.Facts(
                ("Asked for by", $"{Printed.Of(round.RequestedBy)}, {Printed.At(round.RequestedAt)}, to be decided by {Printed.At(round.DecideBy)}"),
                ("About", round.Revision is { } revision ? $"Revision {revision}" : "No revision in this evidence"),
                ("Policy", $"{round.Policy}, {round.Terms.Name}"),
                ("It demands", Demands(round)),
                ("Approvals last", Printed.Of(round.Terms.ApprovalsLast)),
                ("Carried out by", round.Terms.ExecutorSeparate ? "A third person" : "Nobody who approved it"));
            yield return Grid.Facts(Lettering.Code, ("Hash of the content", round.ContentHash));
            yield return new Grid(
                [new("Who could approve when asked", 40, Lettering.Text), new("As", 60, Lettering.Text)],
                [.. round.Asked.Select(asked => new[] { asked.Name, string.Join(", ", asked.Groups) })]);
            if (round.Decisions.Count == 0) continue;
            yield return new Grid(
                [new("", 5, Lettering.Label), new("Decision", 14, Lettering.Strong), new("By", 23, Lettering.Text), new("When, and how confirmed", 23, Lettering.Text), new("What was said; the hash of what was shown", 35, Lettering.Text)],
                [.. round.Decisions.Select(decision => new[]
                {
                    Printed.Of(decision.Place), Printed.Of(decision.Kind), $"{Printed.Of(decision.By)}{InPlaceOf(pack, decision)}",
                    $"{Printed.At(decision.At)}{(decision.Method is { } method ? $"\nby {Printed.Of(method)}" : "")}",
                    string.Join('\n', new[] { decision.Text, decision.Groups.Count > 0 ? $"Counts for {string.Join(", ", decision.Groups)}" : "", decision.Seen }.Where(text => text.Length > 0)),
                })]);
        }
    }

    /// <summary>As <c>, in the place of Ann</c>; empty where in his or her own right.</summary>
    internal static string InPlaceOf(EvidencePack pack, Decision decision)
    {
        if (decision.Principal is not { } principal || principal == decision.By.Person) return "";
        var name = pack.Delegations.FirstOrDefault(delegation => delegation.Principal == principal)?.PrincipalName ?? pack.Persons.FirstOrDefault(person => person.Person == principal)?.Name;
        return $", in the place of {name ?? principal.ToString()}";
    }

    private static string Demands(EvidenceRound round) => string.Join('\n', round.Terms.Stages.Select(stage =>
        $"{stage.Name}: {string.Join(" and ", stage.Demands.Select(demand => $"{demand.Persons} of {demand.Group}"))}"));
}
