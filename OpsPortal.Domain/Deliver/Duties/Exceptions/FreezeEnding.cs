using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Duties.Exceptions;

/// <summary>A change that others are asked about, or have approved, and that has not begun.</summary>
/// <param name="Round">The last one of the change; null: nobody was ever asked.</param>
public sealed record WaitingChange(Change Change, ApprovalRound? Round);

/// <summary>Who may end a freeze before its time. Whoever approved a change that it holds back, or took part in one, would let that change through by another door than <see cref="FreezeOverride"/>.</summary>
public static class FreezeEnding
{
    /// <summary>Why somebody may not, or null where nothing of this kind stands in the way.</summary>
    /// <param name="waiting">In any order; those that the freeze does not hold back do not count.</param>
    public static Refusal? Check(Freeze freeze, IEnumerable<WaitingChange> waiting, Party by, WhoIsWho who, DateTimeOffset at)
    {
        foreach (var (change, round) in waiting.Where(one => HoldsBack(freeze, one.Change.Plan, at)))
        {
            List<Party> approvers = [.. round?.Standing(at).Approvals.Select(approval => approval.By) ?? []], others = [.. change.Participants.Select(participant => participant.Party)];
            var links = who.Links.With([by, .. approvers, .. others]);
            if (links.HumanOf(by) is not { } human) continue;
            if (approvers.Exists(approver => links.HumanOf(approver) == human)) return ExceptionRefusals.EndsForOwn(by.Name, "approved", change.Number.ToString());
            if (others.Exists(other => links.HumanOf(other) == human)) return ExceptionRefusals.EndsForOwn(by.Name, "took part in", change.Number.ToString());
        }

        return null;
    }

    /// <summary>Whether a plan would have to be carried out in what is left of the freeze.</summary>
    public static bool HoldsBack(Freeze freeze, ChangePlan plan, DateTimeOffset at) =>
        !freeze.IsLifted && plan.Window is { } window && window.Start < freeze.EndsAt && window.End > freeze.StartsAt && window.End > at && freeze.EndsAt > at
        && (freeze.Environment.Length == 0 || string.Equals(freeze.Environment, plan.Environment, StringComparison.OrdinalIgnoreCase))
        && (plan.Components.Count == 0 || plan.Components.Any(component => freeze.Holds(component.Service)));
}
