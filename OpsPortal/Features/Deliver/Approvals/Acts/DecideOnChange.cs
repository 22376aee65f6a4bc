using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.Deliver.Approvals.Acts;

/// <summary>
/// Decides on a change: yes, no, a question, an answer. Who may is asked of the domain each time, by the facts of that moment;
/// the permission only lets somebody knock.
/// </summary>
internal sealed class DecideOnChange(ChangeDesk desk, ChangeCases cases, ApprovalMail mail)
{
    /// <param name="stepUp">The id of a confirmation of who it is that was not used yet.</param>
    public Task<Outcome<Change>> ApproveAsync(ActingSession by, Guid? stepUp, ChangeNumber number, Yes yes, CancellationToken stopping) =>
        RunAsync(by, stepUp, Permissions.ApprovalsDecide, number, "change.approved", (round, at, subject, session, now) => round.Approve(yes, subject, session, at.Who, now), stopping);

    /// <param name="contentHash">What it is about, as whoever decides was shown it.</param>
    public Task<Outcome<Change>> RejectAsync(ActingSession by, Guid? stepUp, ChangeNumber number, string contentHash, string reason, CancellationToken stopping) =>
        RunAsync(by, stepUp, Permissions.ApprovalsDecide, number, "change.rejected", (round, at, subject, session, now) => round.Reject(contentHash, reason, subject, session, at.Who, now), stopping);

    public Task<Outcome<Change>> AskBackAsync(ActingSession by, ChangeNumber number, string question, CancellationToken stopping) =>
        RunAsync(by, null, Permissions.ApprovalsDecide, number, "change.asked-back", (round, at, _, session, now) => round.AskBack(question, session, at.Who, now), stopping);

    public Task<Outcome<Change>> AnswerAsync(ActingSession by, ChangeNumber number, string text, CancellationToken stopping) =>
        RunAsync(by, null, Permissions.ChangesRead, number, "change.answered", (round, at, subject, _, now) => round.Answer(text, subject, by.Party, at.Who, now), stopping);

    /// <summary>Asks no more; the change is a draft again.</summary>
    public Task<Outcome<Change>> StopAskingAsync(ActingSession by, ChangeNumber number, string reason, CancellationToken stopping) =>
        RunAsync(by, null, Permissions.ChangesWrite, number, "change.asking-stopped", (round, at, subject, _, now) => round.Withdraw(reason, subject, by.Party, at.Who, now), stopping);

    private Task<Outcome<Change>> RunAsync(
        ActingSession by, Guid? stepUp, string permission, ChangeNumber number, string act, Func<ApprovalRound, ChangeCase, ApprovalSubject, ActingSession, DateTimeOffset, Outcome<Decision>> decide, CancellationToken stopping) =>
        // No key carries the permission; that a machine never approves is said in the words of the rule, and audited.
        desk.RunAsync(by.Actor, by.Actor.Person is null ? Permissions.ChangesRead : permission, number, act, async (db, change, now) =>
        {
            var at = await cases.ReadAsync(db, change, now, stopping);
            if (at.Policy.Refusal is { } none) return none;
            if (at.Round is not { } round || at.Subject is not { } subject) return ApprovalDoorRefusals.NothingAsked(number.ToString());
            var waiting = round.Waiting(now);
            var session = await by.WithAsync(db, stepUp, stopping);
            if (decide(round, at, subject, session, now).Refusal is { } why) return why;
            if (session.StepUp is { } used && await StepUpBook.UseAsync(db, used, $"{act} {number}", now, stopping) is { } twice) return twice;
            change.Follow(round, now);
            await mail.AskAsync(db, round, change.Plan.Title, waiting, now, stopping);
            if (round.Decisions[^1].Kind is not DecisionKind.Answer) await mail.DecidedAsync(db, round, change.Plan.Title, now, stopping);
            return null;
        }, stopping);
}

internal static class ApprovalDoorRefusals
{
    public static Refusal NothingAsked(string subject) => new("approval.nobody-asked", $"Nobody has asked for approval of {subject} yet.");
}
