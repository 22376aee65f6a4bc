using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>Looks at everything once more at the moment when something is done on the strength of a round.</summary>
public static class ApprovalsHold
{
    /// <summary>Why the round does not allow it, or null where it does. Everything is judged as it is now: content, policy, clock, and each approver as a person.</summary>
    /// <param name="subject">As it is now.</param>
    public static Refusal? Check(ApprovalSubject subject, ApprovalRound round, WhoIsWho who, DateTimeOffset at)
    {
        if (subject.Reference != round.Subject) return ApprovalRefusals.OtherSubject(round.Subject, subject.Reference);
        if (at < round.LastAt) return ApprovalRefusals.ClockSetBack(round.LastAt);
        var standing = round.Standing(at);
        if (standing.State is not (ApprovalState.Pending or ApprovalState.Approved)) return ApprovalRefusals.NotApproved(round.Subject, standing);
        if (subject.Policy.Reference != round.Policy) return ApprovalRefusals.PolicyChanged(round.Policy, subject.Policy.Reference);
        if (subject.ContentHash != round.ContentHash) return ApprovalRefusals.ContentChanged(round.Subject);
        if (standing.State != ApprovalState.Approved) return ApprovalRefusals.NotApproved(round.Subject, standing);
        if (at < standing.StartNotBefore) return ApprovalRefusals.Deferred(standing.StartNotBefore ?? at);
        return Persons(subject, round, standing, who, at);
    }

    private static Refusal? Persons(ApprovalSubject subject, ApprovalRound round, ApprovalStanding standing, WhoIsWho who, DateTimeOffset at)
    {
        who = who.With([.. subject.Participants.Select(participant => participant.Party), .. standing.Approvals.Select(approval => approval.By)]);
        var links = who.Links;
        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var approval in standing.Approvals)
        {
            if (approval.ContentHash != subject.ContentHash || approval.Policy != subject.Policy.Reference) return ApprovalRefusals.ContentChanged(round.Subject);
            if (approval.By.Person is not { } person) return DutyRefusals.Machine(approval.By.Name);
            if (WhoMayApprove.Decide(subject, new(person, approval.Principal, approval.At), who, at, round.Asked).Refusal is { } why) return DutyRefusals.NoLonger(approval.By.Name, why);
            if (!counted.Add(links.HumanOf(person))) return DutyRefusals.SamePerson(approval.By.Name);
            if (approval.Principal is { } principal && links.HumanOf(principal) is { } human && human != links.HumanOf(person) && !counted.Add(human)) return DutyRefusals.SamePerson(who.NameOf(principal));
        }

        return null;
    }
}
