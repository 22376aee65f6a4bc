using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Duties;
using OpsPortal.Features.People.Directory;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Approvals.Proposals;

/// <summary>
/// What policies and templates have in common while they are asked about: the right is checked, the round asked, and proposal, decision, mails and audit entry
/// saved in one transaction. What is refused is audited as well.
/// </summary>
internal sealed class ProposalDesk(IDbContextFactory<OpsDb> databases, ApprovalMail mail, ChangeFeed feed, TimeProvider clock)
{
    private static readonly Refusal Meanwhile = new("approval.decided-meanwhile", "Somebody else decided at the same moment. Look at it again.");

    public DateTimeOffset Now => clock.GetUtcNow();

    public Task<OpsDb> OpenAsync(CancellationToken stopping) => databases.CreateDbContextAsync(stopping);

    /// <summary>Asks those who may approve. Refused where they are too few, and where another proposal in its place was saved at the same moment.</summary>
    /// <param name="db">Holds the proposal, which is not saved yet.</param>
    /// <param name="attempt">1, 2, 3 … of its name.</param>
    /// <param name="title">For those who are asked.</param>
    /// <param name="twice">The answer where another was first.</param>
    public async Task<Refusal?> AskAsync(OpsDb db, Act proposed, ApprovalSubject subject, int attempt, string title, Party by, Refusal twice, CancellationToken stopping)
    {
        var opened = ApprovalRound.Open(subject, attempt, by, await Colleagues.ReadAsync(db, stopping), proposed.At);
        if (opened is not Outcome<ApprovalRound>.Done(var round)) return opened.Refusal;
        Rounds.Keep(db, round, subject);
        await mail.AskAsync(db, round, title, [], proposed.At, stopping);
        db.Record(proposed);
        return await SaveAsync(db, twice, stopping);
    }

    /// <summary>Decides; what is approved by all who must comes into force with it, and what is over is dropped.</summary>
    /// <param name="kind">What it is, as acts begin: <c>policy</c>.</param>
    /// <param name="called">For whom there is none: <c>A proposal POL-3 revision 2</c>.</param>
    public async Task<Refusal?> DecideAsync(ProposalAct act, string kind, string called, Func<OpsDb, Task<IProposal?>> find, CancellationToken stopping)
    {
        if (!act.By.Actor.May(Permissions.ApprovalsDecide)) return Refusals.Forbidden(Permissions.ApprovalsDecide);
        var now = Now;
        await using var db = await OpenAsync(stopping);
        if (await find(db) is not { Round: var round, Subject.Reference: var reference } proposal) return Refusals.NotFound(called);
        var (who, waiting, session) = (await Colleagues.ReadAsync(db, stopping), round.Waiting(now), await act.By.WithAsync(db, act.StepUp, stopping));
        if (act.Decide(proposal, session, who, now).Refusal is { } why) return await RefuseAsync(db, new(act.By.Actor, now, $"{kind}.{act.Name}-refused", reference, null, new { why.Code, why.Message }), why, stopping);
        if (session.StepUp is { } used && round.Decisions[^1].StepUp == used.Id && await StepUpBook.UseAsync(db, used, $"{reference} {act.Name}", now, stopping) is { } twice) return twice;
        var (said, isAdopted) = (round.Decisions[^1].Text, Settle(proposal, who, now));
        RoundColumns.Write(db, round, now);
        db.Record(isAdopted ? new(act.By.Actor, now, $"{kind}.adopted", reference, proposal.Terms.Now, proposal.Terms.Wanted) : new(act.By.Actor, now, $"{kind}.{act.Name}", reference, null, new { Text = said }));
        await mail.AskAsync(db, round, reference, waiting, now, stopping);
        await mail.DecidedAsync(db, round, reference, now, stopping);
        return await SaveAsync(db, Meanwhile, stopping);
    }

    /// <summary>Saves and tells everyone who looks, or answers with <paramref name="conflict"/> where somebody else was first.</summary>
    public async Task<Refusal?> SaveAsync(OpsDb db, Refusal conflict, CancellationToken stopping)
    {
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException error)
        {
            return DatabaseRefusals.Read(error) ?? conflict;
        }

        feed.Publish(ChangeKind.Changes);
        feed.Publish(ChangeKind.Audit);
        return null;
    }

    private async Task<Refusal> RefuseAsync(OpsDb db, Act refused, Refusal why, CancellationToken stopping)
    {
        db.ChangeTracker.Clear();
        db.Record(refused);
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Audit);
        return why;
    }

    /// <summary>Adopts what is approved, drops what is over, and leaves the rest waiting. True: it is in force.</summary>
    private static bool Settle(IProposal proposal, WhoIsWho who, DateTimeOffset now)
    {
        var standing = proposal.Round.Standing(now);
        if (standing.State is ApprovalState.Pending or ApprovalState.AskedBack) return false;
        var why = standing.State == ApprovalState.Approved ? proposal.Adopt(who, now) : new("", standing.Why);
        if (why is null) return true;
        if (standing.State == ApprovalState.Approved) proposal.Round.Void(why, Party.Portal, now);
        proposal.Drop(why.Message, now);
        return false;
    }
}
