using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>Whether one person could approve.</summary>
/// <param name="Groups">For which groups of the policy; empty where not.</param>
/// <param name="Why">Why not; null where yes.</param>
public sealed record ApproverVerdict(PersonId Person, string Name, IReadOnlyList<ApproverGroup> Groups, Refusal? Why);

/// <summary>Who could approve something, who not, and why.</summary>
/// <param name="Verdicts">Every person, those who could first, then by name.</param>
/// <param name="Unsatisfiable">Why all of them together are too few; null where they are enough.</param>
public sealed record ApprovalForecast(IReadOnlyList<ApproverVerdict> Verdicts, Refusal? Unsatisfiable);

/// <summary>The simulator: asks the very rules that decide, for any change, any person and any policy, saved or not.</summary>
public static class WhoCouldApprove
{
    /// <param name="subject">May name a policy that is not saved, and a change that is not.</param>
    /// <param name="at">At which moment.</param>
    public static ApprovalForecast Of(ApprovalSubject subject, WhoIsWho who, DateTimeOffset at)
    {
        who = who.With(subject.Participants.Select(participant => participant.Party));
        List<ApproverVerdict> verdicts = [.. who.Persons.Select(person => Judge(subject, person, who, at)).OrderBy(verdict => verdict.Why is not null).ThenBy(verdict => verdict.Name, StringComparer.Ordinal)];
        var humans = verdicts.Where(verdict => verdict.Why is null)
            .GroupBy(verdict => who.Links.HumanOf(verdict.Person), StringComparer.Ordinal)
            .Select(human => (IReadOnlyList<ApproverGroup>)[.. human.SelectMany(verdict => verdict.Groups).Distinct()]);
        var missing = Satisfiability.Short(subject.Policy.Terms, [.. humans]);
        return new(verdicts, subject.Policy.Terms.Persons == 0 ? PolicyRefusals.NoApprover() : missing.Count > 0 ? ApprovalRefusals.NobodyMayApprove(missing) : null);
    }

    /// <summary>The same for one person.</summary>
    public static ApproverVerdict Judge(ApprovalSubject subject, Colleague person, WhoIsWho who, DateTimeOffset at) =>
        WhoMayApprove.Decide(subject, new(person.Person, null, at), who, at) switch
        {
            Outcome<ApprovalRight>.Done(var right) => new(person.Person, person.Name, right.Groups, null),
            var no => new(person.Person, person.Name, [], no.Refusal),
        };
}
