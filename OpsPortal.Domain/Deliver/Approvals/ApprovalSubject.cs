using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>What is to be approved, as it is at this moment: its content, the policy that decides on it now, and everybody who took part.</summary>
public sealed record ApprovalSubject
{
    /// <summary>As <c>CHG-42</c>, or <c>POL-3 revision 2</c>; empty for what is not saved yet.</summary>
    public required string Reference { get; init; }

    /// <summary>Of the content and the policy, as they are now.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Of everything that a person who decides is shown; see <see cref="ApprovalSheet"/>.</summary>
    public required string SheetHash { get; init; }

    /// <summary>Chosen anew each time.</summary>
    public required PolicyRevision Policy { get; init; }

    public required IReadOnlyList<Participant> Participants { get; init; }

    /// <summary>Those that are changed, by key.</summary>
    public IReadOnlyList<ServiceKey> Services { get; init; } = [];

    /// <summary>What must have an author, as <see cref="ComponentVersion.Source"/>.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Who is to carry it out; null: not known, or no person.</summary>
    public PersonId? Executor { get; init; }

    /// <summary>When it began; null: not yet. Whatever is decided later is no approval.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>It is a policy, for which nothing is lifted.</summary>
    public bool IsPolicy { get; init; }

    public ChangeKind Kind { get; init; } = ChangeKind.Normal;

    /// <summary>The policy lets whoever asks be among those who approve: only ever for a standard change.</summary>
    public bool RequesterMayApprove => !IsPolicy && Kind == ChangeKind.Standard && Policy.Terms.RequesterMayApprove && Policy.Terms.Scope.IsLowStandard;

    /// <param name="sheetHash">Of what is shown now.</param>
    public static ApprovalSubject Of(Change change, PolicyRevision policy, string sheetHash) =>
        Of(change.Number, change.Plan, change.Participants, policy, sheetHash) with { StartedAt = change.StartedAt };

    /// <summary>For a plan that may not be saved yet.</summary>
    public static ApprovalSubject Of(ChangeNumber number, ChangePlan plan, IReadOnlyList<Participant> participants, PolicyRevision policy, string sheetHash = "") => new()
    {
        Reference = number.Value > 0 ? number.ToString() : "",
        ContentHash = Changes.Plans.ContentHash.Of(number, plan, policy.Reference),
        SheetHash = sheetHash,
        Policy = policy,
        Participants = participants,
        Services = [.. plan.Components.Select(component => component.Service).Distinct().Order()],
        Sources = [.. plan.Components.Select(component => component.Source).Distinct(StringComparer.Ordinal)],
        Executor = plan.Executor.Person,
        Kind = plan.Kind,
    };
}
