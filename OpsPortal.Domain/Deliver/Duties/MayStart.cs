using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Duties;

/// <summary>All that counts when a change is about to begin, as it is at that moment.</summary>
public sealed record StartFacts
{
    public required Change Change { get; init; }

    /// <summary>The one that decides now, chosen anew by the facts of now.</summary>
    public required PolicyRevision Policy { get; init; }

    /// <summary>The change as it is, under that policy.</summary>
    public ApprovalSubject Subject => ApprovalSubject.Of(Change, Policy, Canonical.NoHash);

    /// <summary>The last round of the change; null: nobody was ever asked.</summary>
    public ApprovalRound? Round { get; init; }

    public required ExecutionIntent Intent { get; init; }

    /// <summary>Who starts it: a person, or a machine for whose key a person answers.</summary>
    public required ActingSession Executor { get; init; }

    public required WhoIsWho Who { get; init; }

    public IReadOnlyList<Freeze> Freezes { get; init; } = [];

    public IReadOnlyList<FreezeOverride> Overrides { get; init; } = [];

    /// <summary>Null: it goes by its approvals.</summary>
    public BreakGlass? BreakGlass { get; init; }
}

/// <summary>Decides whether a change may begin, by everything that is known at that moment. What was decided before is looked at, never believed.</summary>
public static class MayStart
{
    /// <summary>Refusals after which the round is void: what was approved is not what would be done, or whoever approved it may not have.</summary>
    private static readonly HashSet<string> Voiding =
    [
        "approval.content-changed", "approval.policy-changed", "duties.same-person", "duties.inactive", "duties.unknown-person", "duties.requester", "duties.editor", "duties.author",
        "duties.trigger", "duties.executor", "duties.stood-in-for", "duties.author-unknown", "duties.participant-unknown", "duties.not-in-group", "duties.self-granted", "duties.role-too-fresh", "duties.not-asked",
    ];

    /// <summary>The permit, or why there is none.</summary>
    public static Outcome<ExecutionPermit> Decide(StartFacts facts, DateTimeOffset at)
    {
        var (change, subject, executor) = (facts.Change, facts.Subject, facts.Executor.Party);
        if (!ChangeLifecycle.Allows(change.State, ChangeState.Implementing)) return DutyRefusals.NotAwaiting(ChangeRefusals.Said(change.State));
        if (at < change.ChangedAt) return ApprovalRefusals.ClockSetBack(change.ChangedAt);
        if (Differs(facts.Intent, change.Plan) is { } other) return other;
        if (PlanCheck.Missing(change.Plan) is { Count: > 0 } missing) return ChangeRefusals.Incomplete(missing);
        if (change.Plan.Window is { } window && !window.Holds(at)) return DutyRefusals.OutsideWindow(window.Start, window.End);
        if (CannotAct(facts, executor) is { } inactive) return inactive;
        if (FreezeOverride.Check(facts.Freezes, facts.Overrides, subject, change.Plan.Environment, executor, facts.Who, at) is { } frozen) return frozen;
        var permit = new ExecutionPermit(change.Number, change.Revision, subject.ContentHash, executor, at);
        if (facts.BreakGlass is { } breakGlass) return breakGlass.Allows(subject, executor, facts.Who, at) is { } shut ? shut : permit with { BreakGlass = breakGlass };
        if (facts.Round is not { } round || change.Round != round.Number) return DutyRefusals.NotAwaiting("not approved");
        if (ApprovalsHold.Check(subject, round, facts.Who, at) is { } why) return why;
        return Executor(facts, round, executor, at) is { } same ? same : permit with { Round = round };
    }

    /// <summary>Whether a refusal makes the approvals void, so that they cannot come to life again.</summary>
    public static bool Voids(Refusal refusal) => Voiding.Contains(refusal.Code);

    private static Refusal? Differs(ExecutionIntent intent, ChangePlan plan)
    {
        if (!string.Equals(intent.Environment, plan.Environment, StringComparison.OrdinalIgnoreCase)) return DutyRefusals.OtherEnvironment(plan.Environment, intent.Environment);
        var planned = plan.Components.ToDictionary(component => component.Name, StringComparer.Ordinal);
        if (intent.Components.FirstOrDefault(component => !planned.TryGetValue(component.Name, out var approved) || approved != component) is { } other) return DutyRefusals.OtherVersion(other.Name);
        return intent.Components.Count == 0 ? DutyRefusals.OtherVersion("what is to be deployed") : null;
    }

    /// <summary>Only a person who can still sign in may, or a machine for whose key one answers; and where the plan names somebody, nobody else.</summary>
    private static Refusal? CannotAct(StartFacts facts, Party executor)
    {
        if ((executor.Person ?? executor.Owner) is not { } person) return DutyRefusals.ExecutorUnknown(executor.Name);
        if (facts.Who.Find(person) is not { IsActive: true }) return DutyRefusals.ExecutorInactive(executor.Name);
        var links = facts.Who.Links.With([executor]);
        return facts.Change.Plan.Executor.Person is { } planned && links.HumanOf(planned) != links.HumanOf(executor) ? DutyRefusals.OtherExecutor(facts.Change.Plan.Executor.Name) : null;
    }

    private static Refusal? Executor(StartFacts facts, ApprovalRound round, Party executor, DateTimeOffset at)
    {
        var approvals = round.Standing(at).Approvals;
        var links = facts.Who.Links.With([executor, .. facts.Change.Participants.Select(participant => participant.Party), .. approvals.Select(approval => approval.By)]);
        var human = links.HumanOf(executor);

        // Whoever is stood in for by the executor answers for the execution as well.
        HashSet<string?> executing = [human, .. facts.Who.Delegations.Where(delegation => delegation.IsInForce(at) && links.HumanOf(delegation.Delegate) == human).Select(delegation => links.HumanOf(delegation.Principal))];
        foreach (var approval in approvals)
        {
            if (executing.Contains(links.HumanOf(approval.By))) return DutyRefusals.ExecutorApproved(executor.Name, approval.By.Name);
            if (approval.Principal is { } principal && executing.Contains(links.HumanOf(principal))) return DutyRefusals.ExecutorApproved(executor.Name, facts.Who.NameOf(principal));
        }

        if (!round.Terms.ExecutorSeparate) return null;
        return facts.Change.Participants.FirstOrDefault(participant => links.HumanOf(participant.Party) == human) is { } because ? DutyRefusals.ExecutorNotSeparate(executor.Name, because) : null;
    }
}
