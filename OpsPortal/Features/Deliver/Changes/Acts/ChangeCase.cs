using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>Everything that counts for a change at one moment, read anew for every decision.</summary>
/// <param name="Risk">By the facts of now and the answers that were given.</param>
/// <param name="Policy">The one that decides now, or why none does.</param>
/// <param name="Round">The last round in which approval was asked for; null: nobody was ever asked.</param>
/// <param name="Template">The one that the plan names; null: none.</param>
/// <param name="OnlyApprover">The one person who could approve it, while it is not approved; null: nobody could, or several could.</param>
/// <param name="Ready">What has to be true before it begins, and whether it is.</param>
/// <param name="Rehearsal">Whether its backout plan was rehearsed, and what the policies demand of that.</param>
public sealed record ChangeCase(
    Change Change, RiskAssessment Risk, Outcome<PolicyRevision> Policy, IReadOnlyList<Clash> Clashes, Booking? OnlyApprover, ReadinessView Ready, RehearsalStanding Rehearsal, ApprovalRound? Round, WhoIsWho Who, ChangeTemplate? Template, DateTimeOffset At)
{
    /// <summary>How each criterion stands, without its figures: those move while somebody reads.</summary>
    private IReadOnlyList<string> Others => [.. Ready.Standings.Select(standing => $"{standing.Name}: {CriterionWords.Of(standing.State)}")];

    /// <summary>What a person who decides is shown; null where no policy decides.</summary>
    public ApprovalSheet? Sheet => Policy is Outcome<PolicyRevision>.Done(var policy)
        ? new(Change.Number, Change.Revision, Change.Plan, policy.Reference, Risk, [.. Clashes.Select(clash => clash.Words)], Rehearsal.Sheet, Others) : null;

    /// <summary>The change as something to be approved; null where no policy decides.</summary>
    public ApprovalSubject? Subject => Policy is Outcome<PolicyRevision>.Done(var policy) && Sheet is { } sheet ? ApprovalSubject.Of(Change, policy, sheet.Hash()) : null;
}
