using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;

namespace OpsPortal.Domain.Deliver.Notices;

/// <summary>Which change a notice belongs to, and whether what it says was allowed.</summary>
/// <param name="Draft">With the version as the change names it: a commit says more than the name a sender gives to it.</param>
/// <param name="Change">Null: none.</param>
/// <param name="Rogue">Something went out past the approvals; null: nothing did.</param>
public sealed record NoticeMatch(NoticeDraft Draft, Change? Change, RogueChange? Rogue)
{
    /// <param name="changes">Those of the component in the environment, the newest first.</param>
    public static NoticeMatch Of(NoticeDraft draft, IReadOnlyList<Change> changes)
    {
        var here = changes.Where(change => string.Equals(change.Plan.Environment, draft.Environment, StringComparison.OrdinalIgnoreCase) && (draft.Change is null || change.Number == draft.Change) && Planned(change, draft) is not null).ToList();
        var belongs = draft.Status == NoticeStatus.Requested ? here.Find(change => !IsOver(change.State)) : here.Find(change => change.StartedAt is not null) ?? here.Find(change => !IsOver(change.State));
        if (belongs is not null && Planned(belongs, draft) is { } planned) draft = draft with { Component = draft.Component with { Version = planned.Version } };
        var rogue = DeploymentNotice.IsAct(draft.Status) ? RogueChange.Judge(new(draft.Component, draft.Environment, draft.OccurredAt, draft.Sender), [.. changes.Select(CarriedOutChange.Of).OfType<CarriedOutChange>()]) : null;
        return new(draft, belongs, rogue);
    }

    /// <summary>The component of the plan that is deployed; null where it is another, or another version.</summary>
    private static ComponentVersion? Planned(Change change, NoticeDraft draft) => change.Plan.Components.FirstOrDefault(component => component.Name == draft.Component.Name && IsSame(component, draft.Component));

    private static bool IsSame(ComponentVersion planned, ComponentVersion told) =>
        (planned.Digest.Length == 0 || told.Digest.Length == 0 || planned.Digest == told.Digest) && (planned.Commit.Length > 0 && told.Commit.Length > 0 ? planned.Commit == told.Commit : planned.Version == told.Version);

    private static bool IsOver(ChangeState state) => ChangeLifecycle.IsOver(state) || state is ChangeState.Implemented or ChangeState.BackedOut;
}
