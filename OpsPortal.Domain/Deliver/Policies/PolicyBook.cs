using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>One revision of a policy, as it was adopted. Never changed.</summary>
/// <param name="AdoptedBy">Who proposed it, as shown.</param>
public sealed record PolicyRevision(PolicyNumber Number, int Revision, PolicyTerms Terms, string AdoptedBy, DateTimeOffset AdoptedAt)
{
    public PolicyReference Reference { get; } = new(Number, Revision);
}

/// <summary>The policies in force at one moment. Immutable.</summary>
/// <remarks>Where several speak of a change the strictest decides, so that adding one never makes anything easier.</remarks>
public sealed class PolicyBook
{
    private PolicyBook(IEnumerable<PolicyRevision> policies, PolicyNumber last)
    {
        Policies = [.. policies.OrderBy(policy => policy, Strictest)];
        Last = Policies.Count == 0 ? last : new(Math.Max(last.Value, Policies.Max(policy => policy.Number.Value)));
    }

    /// <summary>The strictest first.</summary>
    public IReadOnlyList<PolicyRevision> Policies { get; }

    /// <summary>The highest number that was ever used, also of a policy that was given up; 0: none.</summary>
    public PolicyNumber Last { get; }

    /// <summary>Demands the most persons first; then whatever leaves the least room.</summary>
    private static Comparer<PolicyRevision> Strictest { get; } = Comparer<PolicyRevision>.Create((one, other) => Rank(one).CompareTo(Rank(other)));

    /// <summary>The policies as they are kept.</summary>
    /// <param name="last">The highest number that was ever used.</param>
    public static PolicyBook Of(IEnumerable<PolicyRevision> inForce, PolicyNumber last) => new(inForce, last);

    /// <summary>The policy that decides on a change. Refused where none speaks of it: what nobody thought of needs a policy first.</summary>
    public Outcome<PolicyRevision> Select(PolicyQuestion question) =>
        Policies.FirstOrDefault(policy => policy.Terms.Scope.Holds(question)) is { } found ? found : PolicyRefusals.None(question);

    /// <summary>The strictest of those that decide on any of the questions. Refused where none speaks of one of them.</summary>
    /// <param name="questions">At least one.</param>
    public Outcome<PolicyRevision> Select(IReadOnlyCollection<PolicyQuestion> questions)
    {
        var decided = questions.Select(question => Select(question)).ToList();
        if (decided.Find(one => one.Refusal is not null) is { } none) return none;
        return decided.OfType<Outcome<PolicyRevision>.Done>().Select(one => one.Value).Min(Strictest) is { } strictest ? strictest : PolicyRefusals.BookEmpty();
    }

    /// <summary>The policy that demands the freshest rehearsal of the backout plan, of all that speak of the change, whichever of them decides on it; null: none demands one.</summary>
    public PolicyRevision? DemandingRehearsal(PolicyQuestion question) =>
        Policies.Where(policy => policy.Terms.RehearsedWithin is not null && policy.Terms.Scope.Holds(question)).MinBy(policy => policy.Terms.RehearsedWithin);

    public PolicyRevision? Find(PolicyNumber number) => Policies.FirstOrDefault(policy => policy.Number == number);

    /// <summary>Asks for a policy to be added, changed, or given up. It comes into force when those approve it who approved what it touches.</summary>
    /// <param name="terms">Null: it is given up.</param>
    /// <remarks>Refused for a machine, for terms that cannot stand, that nobody could meet, or that change nothing, and where the book is empty.</remarks>
    public Outcome<PolicyProposal> Propose(PolicyNumber number, PolicyTerms? terms, Party by, WhoIsWho who, DateTimeOffset at)
    {
        if (by.Person is null) return PolicyRefusals.NotAPerson();
        var now = Find(number);
        var basedOn = now?.Revision ?? 0;
        if (now is null && (terms is null || number.Value <= Last.Value)) return PolicyRefusals.NoSuchPolicy(number);
        if (terms is not null && PolicyCheck.Faults(terms) is [var fault, ..]) return fault.Why;
        if (terms is not null && Satisfiability.Check(terms, who) is { } unsatisfiable) return unsatisfiable;
        if (now is not null && terms is not null && PolicyProposal.HashOf(number, basedOn, now.Terms) == PolicyProposal.HashOf(number, basedOn, terms)) return PolicyRefusals.NothingChanged();
        return Governing(number, terms) is { } governing ? new PolicyProposal(number, basedOn, terms, by, at, governing) : PolicyRefusals.BookEmpty();
    }

    /// <summary>The book in which an approved proposal is in force; the approval is spent.</summary>
    /// <remarks>Refused where the policy or the one that governs the proposal has changed meanwhile, and for whatever an approval no longer holds for.</remarks>
    public Outcome<PolicyBook> Adopt(PolicyProposal proposal, ApprovalRound round, WhoIsWho who, DateTimeOffset at)
    {
        if ((Find(proposal.Number)?.Revision ?? 0) != proposal.BasedOn) return PolicyRefusals.ChangedMeanwhile(proposal.Number);
        if (Governing(proposal.Number, proposal.Terms)?.Reference != proposal.Governing.Reference) return PolicyRefusals.GoverningChanged(proposal.Governing.Reference);
        if (proposal.Terms is { } wanted && Satisfiability.Check(wanted, who) is { } unsatisfiable) return unsatisfiable;
        if (ApprovalsHold.Check(proposal.ToSubject(), round, who, at) is { } why) return why;
        return round.Spend(Party.Portal, at).Refusal is { } spent ? spent : After(proposal.Number, proposal.Terms, proposal.By.Name, at);
    }

    private PolicyBook After(PolicyNumber number, PolicyTerms? terms, string by, DateTimeOffset at)
    {
        var others = Policies.Where(policy => policy.Number != number);
        return new(terms is null ? others : others.Append(new(number, (Find(number)?.Revision ?? 0) + 1, terms, by, at)), Last);
    }

    /// <summary>The strictest of the policy itself and of all that would decide on a change no longer; where it takes no change from another, the strictest there is.</summary>
    private PolicyRevision? Governing(PolicyNumber number, PolicyTerms? terms)
    {
        var after = After(number, terms, "", default);
        var touched = PolicyScope.AllQuestions(Policies.Concat(after.Policies).Select(policy => policy.Terms.Scope))
            .Select(question => Deciding(question) is { } before && before.Reference != after.Deciding(question)?.Reference ? before : null)
            .Append(Find(number))
            .OfType<PolicyRevision>()
            .ToList();
        return touched.Count > 0 ? touched.Min(Strictest) : Policies.FirstOrDefault();
    }

    private PolicyRevision? Deciding(PolicyQuestion question) => Policies.FirstOrDefault(policy => policy.Terms.Scope.Holds(question));

    private static (int Persons, bool AnyAuthor, bool AnyExecutor, bool Oneself, TimeSpan FreshRole, TimeSpan Lasts, long Number) Rank(PolicyRevision policy) =>
        (-policy.Terms.Persons, !policy.Terms.KnownAuthors, !policy.Terms.ExecutorSeparate, policy.Terms.RequesterMayApprove, -policy.Terms.MinimumRoleAge, policy.Terms.ApprovalsLast, policy.Number.Value);
}
