using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>The human beings who may not approve something, and why: whoever asked for it, edited it, wrote it or carries it out, and whoever one of them stands in for.</summary>
public sealed class ExcludedPersons
{
    private readonly List<(string Human, Participant Because, string StandingIn)> _excluded = [];
    private readonly PersonLinks _links;

    private ExcludedPersons(PersonLinks links) => _links = links;

    /// <param name="at">Delegations count where they are in force then.</param>
    public static ExcludedPersons Of(ApprovalSubject subject, WhoIsWho who, DateTimeOffset at)
    {
        var excluded = new ExcludedPersons(who.Links.With(subject.Participants.Select(participant => participant.Party)));
        foreach (var participant in subject.Participants)
        {
            if (participant.Part == Part.Requester && subject.RequesterMayApprove) continue;
            if (excluded._links.HumanOf(participant.Party) is { } human) excluded._excluded.Add((human, participant, ""));
        }

        if (subject.Executor is { } executor) excluded._excluded.Add((excluded._links.HumanOf(executor), new(new(executor, "", who.NameOf(executor)), Part.Executor), ""));

        // Whoever is stood in for answers for what is done in his or her name: the two count as one while it lasts. It goes no further, as delegations do not.
        var direct = excluded._excluded.ToList();
        foreach (var delegation in who.Delegations.Where(delegation => delegation.IsInForce(at)))
        {
            var standIn = excluded._links.HumanOf(delegation.Delegate);
            if (direct.Find(one => one.Human == standIn) is { Because: { } because }) excluded._excluded.Add((excluded._links.HumanOf(delegation.Principal), because, delegation.DelegateName));
        }

        return excluded;
    }

    /// <summary>Everybody who is excluded, by the name of the human being.</summary>
    public IEnumerable<string> Humans => _excluded.Select(one => one.Human).Distinct(StringComparer.Ordinal);

    /// <summary>Why a person may not approve, or null where nothing of this kind stands in the way.</summary>
    /// <param name="name">As shown.</param>
    public Refusal? Refuse(PersonId person, string name)
    {
        var human = _links.HumanOf(person);
        if (_excluded.Find(one => one.Human == human) is not { Because: { } because } found) return null;
        return found.StandingIn.Length > 0 ? DutyRefusals.StoodInFor(name, found.StandingIn, because) : DutyRefusals.TookPart(name, person, because);
    }
}
