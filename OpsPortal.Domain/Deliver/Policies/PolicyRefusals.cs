using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>Every expected no of approval policies, in the words people read.</summary>
public static class PolicyRefusals
{
    public static Refusal BadName() => new("policy.invalid-name", $"Give the policy a name of 1 to {PolicyTerms.MaxNameLength} characters.");

    public static Refusal NoApprover() => new("policy.no-approver", "Name at least one group that approves. A policy that asks nobody would let anybody through.");

    public static Refusal TooMany(string what, int most) => new("policy.invalid-count", $"A policy has at most {most} {what}.");

    public static Refusal BadPersons() => new("policy.invalid-persons", $"Of each group 1 to {PolicyTerms.MaxPersons} persons can be asked.");

    public static Refusal BadTime(string what, TimeSpan shortest, TimeSpan longest) => new("policy.invalid-time", $"The time {what} is between {shortest} and {longest}.");

    public static Refusal SelfApproval() => new("policy.self-approval-too-risky", "Whoever asks for a change may be among those who approve it for standard changes of low risk only. Narrow the policy to those.");

    public static Refusal Unsatisfiable(string policy, IReadOnlyList<ApproverDemand> missing) => new("policy.unsatisfiable", $"{policy} can never be met: {Lacking(missing)}.");

    public static Refusal None(PolicyQuestion question) => new("policy.none",
        $"No policy speaks of a {question.Kind.ToString().ToLowerInvariant()} change of {question.Risk} risk to a service of {question.Criticality} criticality in {(question.Environment.Length > 0 ? question.Environment : "this environment")}. Somebody has to add one first.");

    public static Refusal NotAPerson() => new("policy.not-a-person", "A person must propose a policy, not a key.");

    public static Refusal NoSuchPolicy(PolicyNumber number) => new("policy.no-such-policy", $"{number} is not in force.");

    public static Refusal NothingChanged() => new("policy.nothing-changed", "This is what the policy says already.");

    public static Refusal BookEmpty() => new("policy.book-empty", "There is no policy under which this one could be approved.");

    public static Refusal ChangedMeanwhile(PolicyNumber number) => new("policy.changed-meanwhile", $"{number} was changed after this was proposed. Propose it again.");

    public static Refusal GoverningChanged(PolicyReference governing) => new("policy.governing-changed", $"This was approved under {governing}, which no longer decides on what it touches. Propose it again.");

    /// <summary>As <c>2 more of Release manager and 1 more of Owner of the service</c>.</summary>
    internal static string Lacking(IReadOnlyList<ApproverDemand> missing) => string.Join(" and ", missing.Select(demand => $"{demand.Persons} more of {demand.Group} {(demand.Persons == 1 ? "is" : "are")} needed"));
}
