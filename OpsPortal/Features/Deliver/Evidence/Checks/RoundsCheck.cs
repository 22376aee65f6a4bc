using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>Every round asked about a plan that there was, under the terms that it names, and stands where its decisions lead.</summary>
internal static class RoundsCheck
{
    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        if (pack.Change.Round != pack.Rounds.Count) yield return new("rounds", $"the change has {pack.Change.Round}, and {pack.Rounds.Count} are here.");
        var stepUps = new HashSet<Guid>();
        for (var at = 0; at < pack.Rounds.Count; at++)
        {
            var round = pack.Rounds[at];
            var where = $"round {at + 1}";
            if (round.Number != at + 1) yield return new(where, $"round {round.Number} stands in its place.");
            foreach (var what in Asked(pack, round)) yield return new(where, what);
            foreach (var finding in DecisionsCheck.Of(pack, round, where)) yield return finding;
            foreach (var decision in round.Decisions.Where(decision => decision.StepUp is { } stepUp && !stepUps.Add(stepUp))) yield return new($"{where}, decision {decision.Place}", "the confirmation behind it was used for another decision already.");
        }
    }

    private static IEnumerable<string> Asked(EvidencePack pack, EvidenceRound round)
    {
        var revision = pack.Revisions.FirstOrDefault(revision => revision.Number == round.Revision);
        if (revision is null) yield return "no revision has the content that was asked about.";
        else if (HashOf(pack, revision, round.Policy) != round.ContentHash) yield return $"the hash of revision {revision.Number} under {round.Policy} is not that of what was asked about.";
        else if (revision.At > round.RequestedAt || pack.Revisions.Any(later => later.Number == revision.Number + 1 && later.At < round.RequestedAt)) yield return $"revision {revision.Number} was not the plan when approval was asked for.";
        if (PolicyCheck.Faults(round.Terms) is [var fault, ..])
        {
            yield return $"the terms of the policy cannot stand: {fault.Why.Message}";
            yield break;
        }

        if (round.DecideBy != EvidenceCheck.After(round.RequestedAt, round.Terms.DecideWithin)) yield return "the time to decide is not what the policy gives.";
        if (round.Asked.DistinctBy(asked => asked.Person).Count() != round.Asked.Count) yield return "somebody was asked twice.";
        var state = ApprovalStanding.Of(round.Terms, round.DecideBy, round.Decisions, pack.MadeAt).State;
        if (state != round.State) yield return $"by its decisions it is {state}, and it is said to be {round.State}.";
    }

    internal static string HashOf(EvidencePack pack, ChangeRevision revision, PolicyReference policy) => ContentHash.Of(pack.Change.Number, revision.Plan, policy);
}
