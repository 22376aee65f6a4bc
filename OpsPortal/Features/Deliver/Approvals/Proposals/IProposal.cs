using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Approvals.Proposals;

/// <summary>Something proposed that comes into force once a round has approved it.</summary>
internal interface IProposal
{
    /// <summary>As it is now.</summary>
    ApprovalSubject Subject { get; }

    ApprovalRound Round { get; }

    /// <summary>What is in force in its place now, and what would be: as the audit trail keeps it. Null: nothing.</summary>
    (object? Now, object? Wanted) Terms { get; }

    /// <summary>Brings it into force; the approval is spent. Refused for whatever the approval no longer holds for.</summary>
    Refusal? Adopt(WhoIsWho who, DateTimeOffset at);

    /// <summary>It is decided on no more.</summary>
    void Drop(string why, DateTimeOffset at);
}
