using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Planning.Telling;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>Asks for approval of a draft as it is now, of everybody who may approve it now.</summary>
internal sealed class SubmitChange(ChangeDesk desk, ChangeCases cases, ApprovalMail mail, TellOwners owners)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, ChangeNumber number, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesWrite, number, "change.submitted", async (db, change, now) =>
        {
            if (change.State != ChangeState.Draft) return ChangeRefusals.NotFrom(change.State, ChangeState.AwaitingApproval);
            var at = await cases.ReadAsync(db, change, now, stopping);
            if (at.Policy.Refusal is { } none) return none;
            if (at.Subject is not { } subject) return PolicyRefusals.BookEmpty();
            var opened = ApprovalRound.Open(subject, change.Round + 1, by.Party, at.Who, now);
            if (opened is not Outcome<ApprovalRound>.Done(var round)) return opened.Refusal;
            if (change.Submit(round, at.Risk, at.Template, by.Party, now).Refusal is { } why) return why;
            Rounds.Keep(db, round, subject);
            await mail.AskAsync(db, round, change.Plan.Title, [], now, stopping);
            await owners.RunAsync(db, change, now, stopping);
            return null;
        }, stopping);
}
