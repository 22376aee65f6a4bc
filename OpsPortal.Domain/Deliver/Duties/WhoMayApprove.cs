using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>Who wants to approve, or did.</summary>
/// <param name="Principal">In whose place; null: in his or her own right.</param>
/// <param name="ActedAt">When; a delegation has to be in force then.</param>
public sealed record ApprovalClaim(PersonId Person, PersonId? Principal, DateTimeOffset ActedAt);

/// <summary>The right to approve.</summary>
/// <param name="Groups">The groups of the policy that it stands for, in the order of the policy; at least one.</param>
public sealed record ApprovalRight(PersonId Person, PersonId? Principal, IReadOnlyList<ApproverGroup> Groups);

/// <summary>Decides who may approve what. No role is exempt: nothing here asks for a permission.</summary>
public static class WhoMayApprove
{
    /// <summary>The right, or why there is none.</summary>
    /// <param name="at">The moment that is judged: of the decision, and again of the execution.</param>
    /// <param name="asked">Whoever could approve when approval was asked for; null where nobody has been asked yet.</param>
    public static Outcome<ApprovalRight> Decide(ApprovalSubject subject, ApprovalClaim claim, WhoIsWho who, DateTimeOffset at, IReadOnlyList<AskedApprover>? asked = null)
    {
        if (who.Find(claim.Person) is not { } person) return DutyRefusals.UnknownPerson();
        if (!person.IsActive) return DutyRefusals.Inactive(person.Name);
        var holder = person;
        if (claim.Principal is { } principal && principal != claim.Person)
        {
            if (who.Find(principal) is not { } stoodInFor) return DutyRefusals.UnknownPerson();
            if (!who.Delegations.Any(delegation => delegation.Gives(claim.Person, principal, claim.ActedAt))) return DutyRefusals.NoDelegation(person.Name, stoodInFor.Name);
            if (!stoodInFor.IsActive) return DutyRefusals.Inactive(stoodInFor.Name);
            holder = stoodInFor;
        }

        if (Unknown(subject, who) is { } unknown) return unknown;
        var excluded = ExcludedPersons.Of(subject, who, at);
        if ((excluded.Refuse(person.Person, person.Name) ?? (holder == person ? null : excluded.Refuse(holder.Person, holder.Name))) is { } tookPart) return tookPart;
        return Membership(subject, person, holder, who, at, asked);
    }

    /// <summary>Somebody took part of whom nobody knows who it is, so that it cannot be told whom to exclude.</summary>
    private static Refusal? Unknown(ApprovalSubject subject, WhoIsWho who)
    {
        var links = who.Links.With(subject.Participants.Select(participant => participant.Party));
        if (subject.Participants.FirstOrDefault(participant => participant.Part != Part.Author && participant.Party.Account.Length > 0 && !links.Knows(participant.Party)) is { } nobody) return DutyRefusals.Unknown(nobody);
        if (!subject.Policy.Terms.KnownAuthors) return null;
        foreach (var source in subject.Sources)
        {
            var authors = subject.Participants.Where(participant => participant.Part == Part.Author && participant.About == source).ToList();
            if (authors.Count == 0) return DutyRefusals.NoAuthor(source);
            if (authors.Find(author => !links.Knows(author.Party)) is { } stranger) return DutyRefusals.AuthorUnknown(stranger.Party, source);
        }

        return null;
    }

    private static Outcome<ApprovalRight> Membership(ApprovalSubject subject, Colleague person, Colleague holder, WhoIsWho who, DateTimeOffset at, IReadOnlyList<AskedApprover>? asked)
    {
        var terms = subject.Policy.Terms;
        var fitting = holder.Memberships.Where(membership => terms.Groups.Any(group => group.Admits(membership.Group, subject.Services))).ToList();
        if (fitting.Count == 0 && holder != person && who.Delegations.Any(delegation => delegation.Delegate == holder.Person && delegation.IsInForce(at))) return DutyRefusals.Onward(holder.Name);
        if (fitting.Count == 0) return DutyRefusals.NotInGroup(holder.Name, terms.Groups);
        var granted = fitting.Where(membership => membership.GrantedBy is not { } by || who.Links.HumanOf(by) != who.Links.HumanOf(holder.Person)).ToList();
        if (granted.Count == 0) return DutyRefusals.SelfGranted(holder.Name, fitting[0].Group);
        var seasoned = granted.Where(membership => at - membership.Since >= terms.MinimumRoleAge).ToList();
        if (seasoned.Count == 0) return DutyRefusals.TooFresh(holder.Name, granted[0], terms.MinimumRoleAge);
        List<ApproverGroup> groups = [.. terms.Groups.Where(group => seasoned.Exists(membership => group.Admits(membership.Group, subject.Services)))];
        if (asked is null) return new ApprovalRight(person.Person, Principal(), groups);
        var then = asked.FirstOrDefault(one => one.Person == holder.Person);
        List<ApproverGroup> still = [.. groups.Where(group => then?.Groups.Contains(group) == true)];
        return still.Count > 0 ? new ApprovalRight(person.Person, Principal(), still) : DutyRefusals.NotAsked(holder.Name);

        PersonId? Principal() => holder == person ? null : holder.Person;
    }
}
