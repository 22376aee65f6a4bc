using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Approvals;

/// <summary>What rounds are found by, kept beside them.</summary>
internal static class RoundColumns
{
    /// <summary>Brings the columns in line with the decisions; belongs to every save of a round.</summary>
    public static void Write(OpsDb db, ApprovalRound round, DateTimeOffset at) =>
        db.Entry(round).Property(ApprovalRoundConfiguration.IsAsking).CurrentValue = round.Standing(at).State is ApprovalState.Pending or ApprovalState.AskedBack or ApprovalState.Approved;
}
