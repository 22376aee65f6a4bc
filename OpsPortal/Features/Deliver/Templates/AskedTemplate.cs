using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Approvals.Proposals;

namespace OpsPortal.Features.Deliver.Templates;

/// <summary>A template that others are asked about.</summary>
/// <param name="current">The revision in force, which it takes the place of; null: none.</param>
/// <param name="policy">The one that decides now, or why none does.</param>
internal sealed class AskedTemplate(ChangeTemplate template, ApprovalSubject subject, ApprovalRound round, ChangeTemplate? current, Outcome<PolicyRevision> policy) : IProposal
{
    public ApprovalSubject Subject => subject;

    public ApprovalRound Round => round;

    public (object? Now, object? Wanted) Terms => (current?.Terms, template.Terms);

    public Refusal? Adopt(WhoIsWho who, DateTimeOffset at)
    {
        if (policy is not Outcome<PolicyRevision>.Done(var deciding)) return policy.Refusal;
        if (template.Adopt(deciding, round, who, at).Refusal is { } why) return why;
        current?.Withdraw($"Revision {template.Revision} took its place.", at);
        return null;
    }

    public void Drop(string why, DateTimeOffset at) => template.Drop(why, at);
}
