using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Whoever broke the glass were two, and neither they nor whoever lifted a freeze did what somebody else had to.</summary>
internal static class ExceptionsCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        var links = DutiesCheck.LinksOf(pack);
        foreach (var (one, at) in pack.BreakGlass.Select((one, at) => (one, at)))
        {
            foreach (var what in Judge(one, links)) yield return new($"break-glass {at + 1}", what);
        }

        foreach (var (given, at) in pack.FreezeOverrides.Select((given, at) => (given, at)))
        {
            var where = $"freeze override {at + 1}";
            if (given.Change != pack.Change.Number.ToString()) yield return new(where, $"it is for {given.Change}.");
            if (given.ExpiresAt <= given.GivenAt) yield return new(where, "it ends before it begins.");
            foreach (var participant in pack.Change.Participants.Where(participant => Same(links, participant.Party, given.By))) yield return new(where, $"{given.By.Name} lifted the freeze for it and {DutiesCheck.Did(participant)}.");
        }
    }

    private static IEnumerable<string> Judge(EvidenceBreakGlass one, PersonLinks links)
    {
        if (one.ConfirmedBy is not null != one.ConfirmedAt is not null || one.UsedBy is not null != one.UsedAt is not null || one.ReviewedBy is not null != one.ReviewedAt is not null) yield return "it is not said who did what when.";
        if (Same(links, one.DeclaredBy, one.ConfirmedBy)) yield return $"{one.DeclaredBy.Name} declared and confirmed it.";
        if (one.UsedAt is not { } used) yield break;
        if (one.ConfirmedBy is null || one.ConfirmedAt > used) yield return "it was used before a second person confirmed it.";
        if (used < one.DeclaredAt || used >= one.ExpiresAt) yield return "it was used when it did not hold.";
        if (Same(links, one.ConfirmedBy, one.UsedBy)) yield return $"{one.UsedBy?.Name} confirmed it and carried it out.";
        if (Same(links, one.ReviewedBy, one.DeclaredBy) || Same(links, one.ReviewedBy, one.ConfirmedBy) || Same(links, one.ReviewedBy, one.UsedBy)) yield return $"{one.ReviewedBy?.Name} reviewed what he or she took part in.";
    }

    private static bool Same(PersonLinks links, Party? one, Party? other) => one is not null && other is not null && links.HumanOf(one) is { } human && human == links.HumanOf(other);
}
