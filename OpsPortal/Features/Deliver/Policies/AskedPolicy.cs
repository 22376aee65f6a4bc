using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Approvals.Proposals;

namespace OpsPortal.Features.Deliver.Policies;

/// <summary>A policy that others are asked about.</summary>
/// <param name="book">As it is now.</param>
internal sealed class AskedPolicy(StoredPolicy kept, PolicyProposal proposal, ApprovalRound round, PolicyBook book) : IProposal
{
    public ApprovalSubject Subject { get; } = proposal.ToSubject();

    public ApprovalRound Round => round;

    public (object? Now, object? Wanted) Terms => (book.Find(proposal.Number)?.Terms, proposal.Terms);

    public Refusal? Adopt(WhoIsWho who, DateTimeOffset at)
    {
        if (book.Adopt(proposal, round, who, at).Refusal is { } why) return why;
        (kept.AdoptedAt, kept.Version) = (at, kept.Version + 1);
        return null;
    }

    public void Drop(string why, DateTimeOffset at) => kept.Drop(why, at);
}
