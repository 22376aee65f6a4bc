using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Whatever somebody did stands in the audit chain too, at that very instant and by the same person: so no decision can be put in, nor its time or person changed, without breaking the chain.</summary>
internal static class ActsCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        var acts = pack.Audit.Entries.Select(entry => (entry.At, entry.Person.Length > 0 ? entry.Person : entry.Account)).ToHashSet();
        return Done(pack).Where(done => done.By != Party.Portal && !acts.Contains((done.At, done.By.Person?.ToString() ?? done.By.Account)))
            .Select(done => new EvidenceFinding(done.Where, $"the audit chain has no act of {done.By.Name} at {Domain.Deliver.Canonical.Instant(done.At)}."));
    }

    private static IEnumerable<(string Where, Party By, DateTimeOffset At)> Done(EvidencePack pack)
    {
        foreach (var revision in pack.Revisions) yield return ($"revision {revision.Number}", revision.By, revision.At);
        foreach (var round in pack.Rounds)
        {
            yield return ($"round {round.Number}", round.RequestedBy, round.RequestedAt);
            foreach (var decision in round.Decisions) yield return ($"round {round.Number}, decision {decision.Place}", decision.By, decision.At);
        }

        foreach (var (one, at) in pack.BreakGlass.Select((one, at) => (one, at + 1)))
        {
            yield return ($"break-glass {at}", one.DeclaredBy, one.DeclaredAt);
            if (one is { ConfirmedBy: { } confirmed, ConfirmedAt: { } confirmedAt }) yield return ($"break-glass {at}", confirmed, confirmedAt);
            if (one is { UsedBy: { } used, UsedAt: { } usedAt }) yield return ($"break-glass {at}", used, usedAt);
            if (one is { ReviewedBy: { } reviewed, ReviewedAt: { } reviewedAt }) yield return ($"break-glass {at}", reviewed, reviewedAt);
        }
    }
}
