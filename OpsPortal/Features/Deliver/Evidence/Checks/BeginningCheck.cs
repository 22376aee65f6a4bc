using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Features.Deliver.Evidence.Checks;

/// <summary>The change began on the strength of one round that was approved, or by break-glass; as it was approved, and within its window.</summary>
internal static class BeginningCheck
{
    private const string Where = "beginning";

    public static IEnumerable<EvidenceFinding> Of(EvidencePack pack)
    {
        var change = pack.Change;
        List<EvidenceRound> spent = [.. pack.Rounds.Where(round => round.State == ApprovalState.Spent)];
        if (change.StartedAt is not { } started)
        {
            if (spent.Count > 0 || change.BrokeGlass || change.StartedBy.Length > 0 || change.EndedAt is not null) yield return new(Where, "it has not begun, and something says that it has.");
            if (pack.Timeline.Any(entry => entry.To == ChangeState.Implementing)) yield return new(Where, "it has not begun, and the timeline tells of it.");
            yield break;
        }

        var executor = change.BrokeGlass ? pack.BreakGlass.FirstOrDefault(one => one.UsedAt == started)?.UsedBy : spent.LastOrDefault()?.Decisions.FirstOrDefault(decision => decision.Kind == DecisionKind.Spend)?.By;
        if (executor is not null && (executor.Name != change.StartedBy || !change.Participants.Contains(new(executor, Part.Trigger)))) yield return new(Where, $"{change.StartedBy} started it and is not among those who took part.");
        if (!pack.Timeline.Any(entry => entry.To == ChangeState.Implementing && entry.At == started && entry.Actor == change.StartedBy)) yield return new(Where, "the timeline does not tell of it.");
        if (change.EndedAt < started) yield return new(Where, "it ended before it began.");
        if (change.BrokeGlass)
        {
            if (spent.Count > 0) yield return new(Where, "it began by break-glass, and a round was used as well.");
            if (!pack.BreakGlass.Any(one => one.UsedAt == started)) yield return new(Where, "it began without its approvals, and nobody broke the glass for it.");
            yield break;
        }

        if (spent is not [var round] || round.Number != change.Round) yield return new(Where, "it did not begin on the strength of its last round.");
        else foreach (var what in Strength(pack, round, started)) yield return new(Where, what);
    }

    private static IEnumerable<string> Strength(EvidencePack pack, EvidenceRound round, DateTimeOffset started)
    {
        List<Decision> before = [.. round.Decisions.TakeWhile(decision => decision.Kind != DecisionKind.Spend)];
        var spend = round.Decisions[before.Count];
        if (spend.At != started || spend.By.Name != pack.Change.StartedBy) yield return $"it is not {pack.Change.StartedBy} who used round {round.Number} when it began.";
        if (PolicyCheck.Faults(round.Terms).Count > 0) yield break;
        var standing = ApprovalStanding.Of(round.Terms, round.DecideBy, before, started);
        if (standing.State != ApprovalState.Approved) yield return $"round {round.Number} was not approved then: it was {standing.State}.";
        if (standing.StartNotBefore > started) yield return "those who approved it had put the start off.";
        if (pack.Revisions.LastOrDefault(revision => revision.At <= started) is not { } revision) yield break;
        if (RoundsCheck.HashOf(pack, revision, round.Policy) != round.ContentHash) yield return $"revision {revision.Number}, the plan at that time, is not what was approved.";
        if (revision.Plan.Window?.Holds(started) != true) yield return "it began outside its window.";
    }
}
