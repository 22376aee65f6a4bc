using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>Every expected no of approvals and delegations, in the words people read.</summary>
public static class ApprovalRefusals
{
    public static Refusal TextMissing(string what) => new("approval.text-missing", $"Write a {what}.");

    public static Refusal TextTooLong(string what, int most) => new("approval.text-too-long", $"The {what} is longer than {most} characters.");

    public static Refusal NobodyMayApprove(IReadOnlyList<ApproverDemand> missing) => new("approval.nobody-may-approve", $"Too few persons may approve this: {PolicyRefusals.Lacking(missing)}.");

    public static Refusal Begun(string subject) => new("approval.begun", $"{subject} has begun already; nobody can be asked any more.");

    public static Refusal ClockSetBack(DateTimeOffset last) => new("approval.clock-set-back", $"The server's clock was set back: something was decided at {last.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, which is still to come.");

    public static Refusal RoundOver(string subject, ApprovalStanding standing) => new("approval.round-over", $"Nobody is asked about {subject} any more: it is {Said(standing)}.");

    public static Refusal OldRevision(string subject) => new("approval.old-revision", $"{subject} was edited after you were shown it. Look at what it says now, then decide.");

    public static Refusal ContentChanged(string subject) => new("approval.content-changed", $"{subject} is no longer what was approved. Approval has to be asked for again.");

    public static Refusal PolicyChanged(PolicyReference then, PolicyReference now) => new("approval.policy-changed", $"Approval was asked for under {then}; {now} decides now. Approval has to be asked for again.");

    public static Refusal NotAsShown() => new("approval.not-as-shown", "What you were shown has changed, or you were not shown it. Look at it, then decide.");

    public static Refusal OtherSubject(string approved, string asked) => new("approval.other-subject", $"The approval is for {approved}, not for {asked}.");

    public static Refusal AlreadyDecided(string name, Decision earlier) => new("approval.already-decided",
        $"{name} counts once: {earlier.By.Name} approved this at {earlier.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC already, as the same person or in the same person's place.");

    public static Refusal NotYourTurn(string stage) => new("approval.not-your-turn", $"First the stage {stage} has to be complete.");

    public static Refusal NotNeeded() => new("approval.not-needed", "As many of your groups have approved as have to.");

    public static Refusal BadDeferral(DateTimeOffset expires) => new("approval.invalid-start", $"The start can be put off until just before {expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC, when the approval ends, and not into the past.");

    public static Refusal Deferred(DateTimeOffset until) => new("approval.start-deferred", $"Whoever approved it put the start off until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");

    public static Refusal NothingAsked() => new("approval.nothing-asked", "No question is open.");

    public static Refusal NotDue() => new("approval.not-due", "Its time has not run out, or that was written down already.");

    public static Refusal OnlyRequester(string subject) => new("approval.only-requester", $"Only whoever asked for {subject}, edited or wrote it can do this.");

    public static Refusal NotApproved(string subject, ApprovalStanding standing) => standing.State switch
    {
        ApprovalState.Spent => new("approval.already-used", $"The approval of {subject} was used already. Each is good for one execution."),
        ApprovalState.Expired => new("approval.expired", $"The approval of {subject} is over: {standing.Why}"),
        ApprovalState.Void => new("approval.void", $"The approval of {subject} is void: {standing.Why}"),
        ApprovalState.Rejected => new("approval.rejected", $"{subject} was rejected: {standing.Why}"),
        ApprovalState.Withdrawn => new("approval.withdrawn", $"Approval of {subject} is asked for no more: {standing.Why}"),
        ApprovalState.AskedBack => new("approval.question-open", $"A question about {subject} is open."),
        _ => new("approval.missing", $"{subject} is not approved: {PolicyRefusals.Lacking(standing.Missing)}."),
    };

    public static Refusal DelegationToOneself() => new("delegation.to-oneself", "Nobody can stand in for himself or herself, with whatever account.");

    public static Refusal DelegationTime(TimeSpan most) => new("delegation.invalid-time", $"It has to end after it begins, still to come, and after {most.TotalDays:0} days at most.");

    public static Refusal DelegationOver() => new("delegation.over", "It is over already.");

    private static string Said(ApprovalStanding standing) => standing.State.ToString().ToLowerInvariant();
}
