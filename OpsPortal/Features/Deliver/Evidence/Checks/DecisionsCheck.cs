using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Every decision stands on the content of its round and was made by somebody who was asked, in person, having been shown it.</summary>
internal static class DecisionsCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack, EvidenceRound round, string where)
    {
        var last = round.RequestedAt;
        for (var at = 0; at < round.Decisions.Count; at++)
        {
            var decision = round.Decisions[at];
            foreach (var what in Judge(pack, round, decision, at + 1, last)) yield return new($"{where}, decision {at + 1}", what);
            last = decision.At;
        }
    }

    private static IEnumerable<string> Judge(EvidencePack pack, EvidenceRound round, Decision decision, int place, DateTimeOffset last)
    {
        if (decision.Place != place) yield return $"decision {decision.Place} stands in its place.";
        if (decision.Subject != pack.Change.Number.ToString() || decision.Round != round.Number) yield return $"it is about {decision.Subject}, round {decision.Round}.";
        if (decision.ContentHash != round.ContentHash) yield return $"{decision.By.Name} decided on another content than was asked about.";
        if (decision.Policy != round.Policy) yield return $"it was made under {decision.Policy}, not under {round.Policy}.";
        if (decision.At < last) yield return "it was made before what stands before it.";
        if (decision.Kind is not (DecisionKind.Approve or DecisionKind.Retrospective or DecisionKind.Reject))
        {
            if (decision.Groups.Count > 0 || decision.ExpiresAt is not null || decision.StepUp is not null || decision.Method is not null) yield return "only a yes or a no is confirmed and counts for a group.";
            yield break;
        }

        if (decision.By.Person is null) yield return $"{decision.By.Name} is no person.";
        if (decision.StepUp is null || decision.Method is null) yield return $"{decision.By.Name} did not show once more who decided.";
        if (decision.Kind == DecisionKind.Reject) yield break;
        foreach (var what in Yes(pack, round, decision)) yield return what;
    }

    private static IEnumerable<string> Yes(EvidencePack pack, EvidenceRound round, Decision yes)
    {
        if (!ChainCheck.IsHash(yes.Seen)) yield return $"what {yes.By.Name} was shown is not known.";
        if (yes.ExpiresAt != EvidenceCheck.After(yes.At, round.Terms.ApprovalsLast)) yield return "it does not last as long as the policy says.";
        var holder = yes.Principal ?? yes.By.Person;
        var asked = round.Asked.FirstOrDefault(asked => asked.Person == holder);
        if (asked is null) yield return $"{yes.By.Name} was not among those who were asked{(yes.Principal is null ? "" : ", nor was whom he or she stood in for")}.";
        else if (yes.Groups.Count == 0 || yes.Groups.Any(group => !asked.Groups.Contains(group))) yield return $"it counts for a group for which {asked.Name} was not asked.";
        if (yes.Principal is { } principal && principal != yes.By.Person && !pack.Delegations.Any(delegation => Gives(delegation, yes, principal))) yield return $"{yes.By.Name} did not stand in for anybody then.";
        if (yes.Turn < 0 || yes.Turn >= Math.Max(1, round.Terms.Turns.Count)) yield return "it counts for a turn that there is not.";
        if (yes.Kind == DecisionKind.Approve && pack.Change.StartedAt < yes.At) yield return "it was given after the change had begun.";
    }

    private static bool Gives(EvidenceDelegation delegation, Decision yes, Domain.People.PersonId principal) =>
        delegation.Principal == principal && delegation.Delegate == yes.By.Person && yes.At >= delegation.From && yes.At >= delegation.GivenAt && yes.At < delegation.Until && (delegation.RevokedAt is null || yes.At < delegation.RevokedAt);
}
