using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Deliver.Evidence.Print.Sections;

/// <summary>Who took part, and what each revision changed.</summary>
internal static class RevisionsSection
{
    public static IEnumerable<Block> Of(EvidencePack pack)
    {
        yield return new Heading("Who took part, and what was edited");
        yield return new Grid(
            [new("Person, key or address", 42, Lettering.Text), new("Part", 26, Lettering.Text), new("Of what", 32, Lettering.Code)],
            [.. pack.Change.Participants.Select(participant => new[] { Printed.Of(participant.Party), Printed.Of(participant.Part), participant.About })]);
        for (var at = 0; at < pack.Revisions.Count; at++)
        {
            var revision = pack.Revisions[at];
            yield return new Heading($"Revision {revision.Number}", 2);
            yield return new Paragraph($"Saved by {Printed.Of(revision.By)}, {Printed.At(revision.At)}{(revision.Note.Length > 0 ? $": {revision.Note}" : ".")}", Lettering.Text);
            if (at == 0) continue;
            yield return new Grid(
                [new("What", 20, Lettering.Text), new("Before", 35, Lettering.Text), new("After", 35, Lettering.Text), new("Voids", 10, Lettering.Label)],
                [.. RevisionDifference.Between(pack.Revisions[at - 1].Plan, revision.Plan).Select(difference => new[] { difference.Name, EvidencePrint.Cut(difference.Before), EvidencePrint.Cut(difference.After), difference.Voids ? "approvals" : "" })]);
        }
    }
}
