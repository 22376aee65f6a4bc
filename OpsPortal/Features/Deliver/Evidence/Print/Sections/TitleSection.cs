using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Deliver.Evidence.Print.Sections;

/// <summary>The first page: whether all fits together, who asked, who approved, who carried it out, and how to see for oneself.</summary>
internal static class TitleSection
{
    public static IEnumerable<Block> Of(EvidencePack pack, string hash)
    {
        var (change, plan) = (pack.Change, pack.Revisions[^1].Plan);
        yield return new Heading($"Evidence of {change.Number}");
        yield return new Paragraph(plan.Title, Lettering.Section);
        yield return Verdict(pack);
        foreach (var finding in pack.Findings) yield return new Paragraph(finding.ToString(), Lettering.Text with { Colour = Lettering.Bad });
        yield return Grid.Facts(
            ("State", Printed.Of(change.State)),
            ("Kind", $"{plan.Kind} change, risk {Printed.Of(change.Risk)} ({Printed.Of(change.RiskTotal)} points)"),
            ("Environment", plan.Environment),
            ("Window", plan.Window is { } window ? $"{Printed.At(window.Start)} to {Printed.At(window.End)} ({window.Zone})" : "Not planned"),
            ("Asked for by", $"{Printed.Of(change.RequestedBy)}, {Printed.At(change.RequestedAt)}"),
            ("Approved by", Approvers(pack)),
            ("Carried out by", change.StartedAt is null ? "Nobody yet" : $"{Starter(pack)}, from {Printed.At(change.StartedAt)}{(change.EndedAt is null ? "" : $" to {Printed.At(change.EndedAt)}")}"),
            ("Without approval", change.BrokeGlass ? "It began by break-glass" : ""),
            ("Freezes lifted for it", string.Join("\n", pack.FreezeOverrides.Select(given => $"{given.FreezeName}, by {Printed.Of(given.By)}"))));
        yield return new Heading("How to see for yourself", 2);
        yield return new Paragraph(
            $"Attached to this document is {EvidencePrint.NameOf(pack)}, which says all of this for machines. OpsPortal audit verify {EvidencePrint.NameOf(pack)} judges it without the portal, and with an export of the audit chain beside it tells whether anything was left out. Letters that the font of this document lacks are printed as ▯.",
            Lettering.Text);
        yield return Grid.Facts(
            Lettering.Code,
            ("Made", Printed.At(pack.MadeAt)),
            ("SHA-256 of the file", hash),
            ("Its seal", pack.Seal),
            ("Head of the audit chain", $"{pack.Audit.HeadSequence} {pack.Audit.HeadHash}"));
    }

    private static Notice Verdict(EvidencePack pack) => pack.Findings.Count switch
    {
        0 => new("Everything in this evidence fits together.", IsGood: true),
        1 => new("1 thing in this evidence does not fit together.", IsGood: false),
        var many => new($"{many} things in this evidence do not fit together.", IsGood: false),
    };

    private static string Approvers(EvidencePack pack)
    {
        var round = pack.Rounds.LastOrDefault(round => round.State is ApprovalState.Spent or ApprovalState.Approved);
        return round is null ? "Nobody" : string.Join("\n", round.Decisions.Where(decision => decision.Kind == DecisionKind.Approve).Select(decision => $"{Printed.Of(decision.By)}{RoundsSection.InPlaceOf(pack, decision)}, {Printed.At(decision.At)}"));
    }

    private static string Starter(EvidencePack pack) => pack.Change.Participants.LastOrDefault(one => one.Part == Part.Trigger && one.Party.Name == pack.Change.StartedBy)?.Party is { } party ? Printed.Of(party) : pack.Change.StartedBy;
}
