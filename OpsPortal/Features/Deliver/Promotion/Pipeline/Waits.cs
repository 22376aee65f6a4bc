using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.Promotion.Pipeline;

/// <summary>What a change waits for, in plain sentences.</summary>
internal static class Waits
{
    /// <param name="at">The case of the change as it is now.</param>
    public static IReadOnlyList<string> Of(ChangeCase at, PromotionPath path, PipelineFacts facts, DateTimeOffset now) =>
        [.. Approval(at, now), .. at.Change.State == ChangeState.Implementing ? [] : Hindrances(at, path, facts)];

    private static IEnumerable<string> Approval(ChangeCase at, DateTimeOffset now)
    {
        var (change, standing) = (at.Change, at.Round?.Standing(at.At));
        switch (change.State)
        {
            case ChangeState.Draft:
                yield return PlanCheck.Missing(change.Plan) is { Count: > 0 } missing ? $"It is a draft; it still needs {string.Join(", ", missing)}." : "It is a draft; nobody is asked to approve it yet.";
                break;
            case ChangeState.AwaitingApproval when standing?.State == ApprovalState.AskedBack:
                yield return "A question is open; nothing counts as approved until it is answered.";
                break;
            case ChangeState.AwaitingApproval when at.Round is { } round && standing is not null:
                var open = Math.Max(1, round.Terms.Persons - standing.Approvals.Count);
                yield return $"Waits for {open} of {round.Terms.Persons} approvals{Of([.. round.Waiting(at.At).Select(asked => asked.Name)])}.";
                break;
            case ChangeState.Approved when standing?.StartNotBefore is { } start && start > now:
                yield return $"Approved, to begin {Spans.Relative(start, now)} at the earliest.";
                break;
            case ChangeState.Approved:
                yield return change.Plan.Window is not { } window ? "Approved." : now < window.Start ? $"Approved; its window begins {Spans.Relative(window.Start, now)}." : now < window.End ? "Approved, and its window is open: it can begin." : "Approved, but its window is over: plan another.";
                break;
            case ChangeState.Implementing:
                yield return $"{change.StartedBy} carries it out.";
                break;
        }
    }

    private static IEnumerable<string> Hindrances(ChangeCase at, PromotionPath path, PipelineFacts facts)
    {
        var change = at.Change;
        if (Quarantine.Check(change.Plan.Components, facts.Held) is { } held) yield return held.Message;
        var early = facts.IsGoverned(change.Plan.Environment) ? PromotionRule.Missing(new(change.Number, change.Plan.Components, change.Plan.Environment, false, [change.RequestedBy]), [path], facts.Passed, facts.Exceptions) : [];
        foreach (var why in early) yield return why.Message;
        if (at.Rehearsal.Why is { } rehearsal) yield return rehearsal.Message;
        if (at.Ready.NotMet is { } notReady) yield return notReady.Message;
        foreach (var freeze in at.Clashes.Where(clash => clash.Kind == ClashKind.Freeze)) yield return freeze.Words;
    }

    private static string Of(IReadOnlyList<string> names) => names.Count == 0 ? "" : names.Count <= 3 ? $", of {string.Join(" or ", names)}" : $", of {names[0]}, {names[1]} or {names.Count - 2} others";
}
