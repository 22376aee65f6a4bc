using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Approvals.Proposals;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.People.Directory;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Policies;

/// <summary>Proposes policies and decides on proposals. A policy comes into force when those approve it who approved what it touches.</summary>
internal sealed class PolicyDesk(ProposalDesk desk)
{
    private static readonly Refusal Proposed = new("policy.proposed-already", "Another proposal for this policy is being decided on. Wait for it, or withdraw it.");

    /// <param name="number">Null: a new policy.</param>
    /// <param name="terms">Null: the policy is given up.</param>
    public async Task<Outcome<PolicyReference>> ProposeAsync(ActingSession by, PolicyNumber? number, PolicyTerms? terms, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.PoliciesWrite)) return Refusals.Forbidden(Permissions.PoliciesWrite);
        var now = desk.Now;
        await using var db = await desk.OpenAsync(stopping);
        var (book, who) = (await PolicyShelf.ReadAsync(db, stopping), await Colleagues.ReadAsync(db, stopping));
        var outcome = book.Propose(number ?? new(book.Last.Value + 1), terms, by.Party, who, now);
        if (outcome is not Outcome<PolicyProposal>.Done(var proposal)) return outcome.Refusal!;
        var policy = new PolicyReference(proposal.Number, proposal.BasedOn + 1);
        var earlier = await db.Set<StoredPolicy>().AsNoTracking().Where(kept => kept.Number == policy.Number && kept.Revision == policy.Revision).ToListAsync(stopping);
        if (earlier.Exists(kept => kept.DroppedAt is null)) return Proposed;
        db.Add(new StoredPolicy { Number = policy.Number, Revision = policy.Revision, Attempt = earlier.Count + 1, Terms = terms, ProposedBy = by.Party, ProposedAt = now, Governing = proposal.Governing.Reference });
        var title = terms is null ? $"{policy}: the policy is to be given up" : $"{policy}: {terms.Name}";
        var act = new Act(by.Actor, now, "policy.proposed", proposal.Reference, book.Find(proposal.Number)?.Terms, terms);
        return await desk.AskAsync(db, act, proposal.ToSubject(), earlier.Count + 1, title, by.Party, Proposed, stopping) is { } why ? why : policy;
    }

    public Task<Outcome<PolicyReference>> ApproveAsync(ActingSession by, Guid? stepUp, PolicyReference policy, Yes yes, CancellationToken stopping) => DecideAsync(policy, ProposalAct.Approve(by, stepUp, yes), stopping);

    public Task<Outcome<PolicyReference>> RejectAsync(ActingSession by, Guid? stepUp, PolicyReference policy, string contentHash, string reason, CancellationToken stopping) => DecideAsync(policy, ProposalAct.Reject(by, stepUp, contentHash, reason), stopping);

    /// <summary>By whoever proposed it.</summary>
    public Task<Outcome<PolicyReference>> WithdrawAsync(ActingSession by, PolicyReference policy, string reason, CancellationToken stopping) => DecideAsync(policy, ProposalAct.Withdraw(by, reason), stopping);

    private async Task<Outcome<PolicyReference>> DecideAsync(PolicyReference policy, ProposalAct act, CancellationToken stopping) =>
        await desk.DecideAsync(act, "policy", $"A proposal {policy}", db => FindAsync(db, policy, stopping), stopping) is { } why ? why : policy;

    private static async Task<IProposal?> FindAsync(OpsDb db, PolicyReference policy, CancellationToken stopping)
    {
        var kept = await db.Set<StoredPolicy>().SingleOrDefaultAsync(one => one.Number == policy.Number && one.Revision == policy.Revision && one.DroppedAt == null && one.AdoptedAt == null, stopping);
        if (kept?.Governing is not { } reference || await PolicyShelf.FindAsync(db, reference, stopping) is not { } governing) return null;
        var proposal = kept.ToProposal(governing);
        return await ChangeCases.RoundAsync(db, proposal.Reference, kept.Attempt, stopping) is { } round ? new AskedPolicy(kept, proposal, round, await PolicyShelf.ReadAsync(db, stopping)) : null;
    }
}
