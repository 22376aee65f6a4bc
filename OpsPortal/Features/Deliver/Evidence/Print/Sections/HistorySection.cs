using System.Globalization;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Deliver.Evidence.Print.Sections;

/// <summary>What happened in order, and the same in the audit chain.</summary>
internal static class HistorySection
{
    public static IEnumerable<Block> Of(EvidencePack pack)
    {
        yield return new Heading("Timeline");
        yield return new Grid(
            [new("When", 24, Lettering.Text), new("Who", 22, Lettering.Text), new("What", 54, Lettering.Text)],
            [.. pack.Timeline.Select(entry => new[] { Printed.At(entry.At), entry.Actor, What(entry) })]);
        yield return new Heading("Audit chain");
        yield return new Paragraph($"Of {pack.Audit.HeadSequence.ToString("#,0", CultureInfo.InvariantCulture)} entries of the chain when this was made, these are about {pack.Change.Number}. The hash of each covers its content and the hash of the entry before it.", Lettering.Text);
        foreach (var entry in pack.Audit.Entries)
        {
            yield return new Heading($"{entry.Sequence.ToString(CultureInfo.InvariantCulture)} · {entry.Act}", 2);
            yield return Grid.Facts(
                ("When and where", $"{Printed.At(entry.At)}, {entry.Object}"), ("Who", $"{entry.Actor}{(entry.Account.Length > 0 ? $" ({entry.Account})" : "")}{(entry.From.Length > 0 ? $" from {entry.From}" : "")}"));
            yield return Grid.Facts(
                Lettering.Code, ("Before", EvidencePrint.Cut(entry.Before)), ("After", EvidencePrint.Cut(entry.After)), ("Hash", entry.Hash), ("Hash of the one before", entry.PreviousHash));
        }
    }

    private static string What(EvidenceEntry entry)
    {
        var what = entry.Kind switch
        {
            ChangeEntryKind.Requested => "Asked for the change",
            ChangeEntryKind.Moved => entry is { From: { } from, To: { } to } ? $"{Printed.Of(from)} → {Printed.Of(to)}" : "Moved",
            ChangeEntryKind.Edited => $"Saved revision {entry.Revision?.ToString(CultureInfo.InvariantCulture)}",
            ChangeEntryKind.Credited => "Authors became known",
            _ => "Noted",
        };
        return entry.Text.Length > 0 ? $"{what}: {entry.Text}" : what;
    }
}
