using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.People.Directory;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Policies;

/// <summary>A policy in force.</summary>
/// <param name="Unsatisfiable">Why it can no longer be met by those who are here; null where it can.</param>
public sealed record PolicyView(PolicyRevision Policy, Refusal? Unsatisfiable);

/// <summary>A proposal that is being decided on.</summary>
/// <param name="Now">What the policy says now; null: it is new.</param>
public sealed record ProposalView(PolicyProposal Proposal, PolicyTerms? Now, ApprovalRound Round, ApprovalSubject Subject);

/// <summary>The read side of policies, and the simulator.</summary>
internal sealed class PolicyQueries(IDbContextFactory<OpsDb> databases, ChangeCases cases, TimeProvider clock)
{
    /// <summary>Those in force, the strictest first.</summary>
    public async Task<IReadOnlyList<PolicyView>> AllAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (book, who) = (await PolicyShelf.ReadAsync(db, stopping), await Colleagues.ReadAsync(db, [], stopping));
        return [.. book.Policies.Select(policy => new PolicyView(policy, Satisfiability.Check(policy.Terms, who)))];
    }

    /// <summary>Proposals that are being decided on, the oldest first.</summary>
    public async Task<IReadOnlyList<ProposalView>> ProposalsAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var book = await PolicyShelf.ReadAsync(db, stopping);
        var views = new List<ProposalView>();
        foreach (var kept in await db.Set<StoredPolicy>().AsNoTracking().Where(one => one.AdoptedAt == null && one.DroppedAt == null).OrderBy(one => one.ProposedAt).ToListAsync(stopping))
        {
            if (kept.Governing is not { } reference || await PolicyShelf.FindAsync(db, reference, stopping) is not { } governing) continue;
            var proposal = kept.ToProposal(governing);
            if (await ChangeCases.RoundAsync(db, proposal.Reference, kept.Attempt, stopping) is { } round) views.Add(new(proposal, book.Find(kept.Number)?.Terms, round, proposal.ToSubject()));
        }

        return views;
    }

    /// <summary>Who could approve a change, who not and why, under the policy that decides on it or under one that is not saved.</summary>
    public async Task<Outcome<ApprovalForecast>> SimulateAsync(ChangeNumber number, PolicyTerms? terms, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } change) return Refusals.NotFound(number.ToString());
        if (terms is not null && PolicyCheck.Faults(terms) is [var fault, ..]) return fault.Why;
        var at = await cases.ReadAsync(db, change, now, stopping);
        var policy = terms is null ? at.Policy : new PolicyRevision(new(0), 1, terms, "", now);
        return policy is Outcome<PolicyRevision>.Done(var decides) ? WhoCouldApprove.Of(ApprovalSubject.Of(change, decides, ""), at.Who, now) : policy.Refusal!;
    }
}
