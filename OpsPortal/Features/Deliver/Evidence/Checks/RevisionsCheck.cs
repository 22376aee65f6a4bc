using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>The revisions are whole, and whoever saved one is among those who took part.</summary>
internal static class RevisionsCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        var change = pack.Change;
        if (pack.Revisions.Count == 0) yield return new("revisions", "there is none.");
        if (change.Revision != pack.Revisions.Count) yield return new("revisions", $"the change has {change.Revision}, and {pack.Revisions.Count} are here.");
        for (var at = 0; at < pack.Revisions.Count; at++)
        {
            var revision = pack.Revisions[at];
            var where = $"revision {at + 1}";
            if (revision.Number != at + 1) yield return new(where, $"revision {revision.Number} stands in its place.");
            if (revision.Change != change.Number) yield return new(where, $"it is of {revision.Change}.");
            if (at > 0 && revision.At < pack.Revisions[at - 1].At) yield return new(where, "it was saved before the one before it.");
            if (!change.Participants.Contains(new(revision.By, at == 0 ? Part.Requester : Part.Editor))) yield return new(where, $"{revision.By.Name} saved it and is not among those who took part.");
            if (at == 0 && (revision.By != change.RequestedBy || revision.At != change.RequestedAt)) yield return new(where, $"it is not what {change.RequestedBy.Name} asked for.");
        }
    }
}
