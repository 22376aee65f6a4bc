using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Approvals.Proposals;

/// <summary>What somebody does about a proposal.</summary>
/// <param name="StepUp">The id of a confirmation of who it is that was not used yet.</param>
/// <param name="Name">Past participle, as <c>approved</c>.</param>
internal sealed record ProposalAct(ActingSession By, Guid? StepUp, string Name, Func<IProposal, ActingSession, WhoIsWho, DateTimeOffset, Outcome<Decision>> Decide)
{
    public static ProposalAct Approve(ActingSession by, Guid? stepUp, Yes yes) => new(by, stepUp, "approved", (one, session, who, now) => one.Round.Approve(yes, one.Subject, session, who, now));

    /// <param name="contentHash">What it is about, as whoever decides was shown it.</param>
    public static ProposalAct Reject(ActingSession by, Guid? stepUp, string contentHash, string reason) => new(by, stepUp, "rejected", (one, session, who, now) => one.Round.Reject(contentHash, reason, one.Subject, session, who, now));

    /// <summary>By whoever proposed it.</summary>
    public static ProposalAct Withdraw(ActingSession by, string reason) => new(by, null, "withdrawn", (one, session, who, now) => one.Round.Withdraw(reason, one.Subject, session.Party, who, now));
}
