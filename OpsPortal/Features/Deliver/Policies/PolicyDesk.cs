using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.People.Directory;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Policies;

/// <summary>Proposes policies and decides on proposals. A policy comes into force when those approve it who approved what it touches.</summary>
internal sealed class PolicyDesk(IDbContextFactory<OpsDb> databases, ApprovalMail mail, ChangeFeed feed, TimeProvider clock)
{
    private static readonly Refusal Proposed = new("policy.proposed-already", "Another proposal for this policy is being decided on. Wait for it, or withdraw it.");

    /// <param name="number">Null: a new policy.</param>
    /// <param name="terms">Null: the policy is given up.</param>
    public async Task<Outcome<PolicyReference>> ProposeAsync(ActingSession by, PolicyNumber? number, PolicyTerms? terms, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.PoliciesWrite)) return Refusals.Forbidden(Permissions.PoliciesWrite);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (book, who) = (await PolicyShelf.ReadAsync(db, stopping), await WhoAsync(db, stopping));
        var outcome = book.Propose(number ?? new(book.Last.Value + 1), terms, by.Party, who, now);
        if (outcome is not Outcome<PolicyProposal>.Done(var proposal)) return outcome.Refusal!;
        var revision = proposal.BasedOn + 1;
        var earlier = await db.Set<StoredPolicy>().AsNoTracking().Where(kept => kept.Number == proposal.Number && kept.Revision == revision).ToListAsync(stopping);
        if (earlier.Exists(kept => kept.DroppedAt is null)) return Proposed;
        var subject = proposal.ToSubject();
        var opened = ApprovalRound.Open(subject, earlier.Count + 1, by.Party, who, now);
        if (opened is not Outcome<ApprovalRound>.Done(var round)) return opened.Refusal!;
        db.Add(new StoredPolicy { Number = proposal.Number, Revision = revision, Attempt = earlier.Count + 1, Terms = terms, ProposedBy = by.Party, ProposedAt = now, Governing = proposal.Governing.Reference });
        Rounds.Keep(db, round, subject);
        await mail.AskAsync(db, round, terms is null ? $"{proposal.Reference}: the policy is to be given up" : $"{proposal.Reference}: {terms.Name}", [], now, stopping);
        db.Record(new(by.Actor, now, "policy.proposed", proposal.Reference, book.Find(proposal.Number)?.Terms, terms));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException)
        {
            return Proposed;
        }

        Told();
        return new PolicyReference(proposal.Number, revision);
    }

    public Task<Outcome<PolicyReference>> ApproveAsync(ActingSession by, Guid? stepUp, PolicyReference policy, Yes yes, CancellationToken stopping) =>
        DecideAsync(by, stepUp, policy, "policy.approved", (round, subject, session, who, now) => round.Approve(yes, subject, session, who, now), stopping);

    public Task<Outcome<PolicyReference>> RejectAsync(ActingSession by, Guid? stepUp, PolicyReference policy, string contentHash, string reason, CancellationToken stopping) =>
        DecideAsync(by, stepUp, policy, "policy.rejected", (round, subject, session, who, now) => round.Reject(contentHash, reason, subject, session, who, now), stopping);

    /// <summary>By whoever proposed it.</summary>
    public Task<Outcome<PolicyReference>> WithdrawAsync(ActingSession by, PolicyReference policy, string reason, CancellationToken stopping) =>
        DecideAsync(by, null, policy, "policy.withdrawn", (round, subject, session, who, now) => round.Withdraw(reason, subject, session.Party, who, now), stopping);

    private async Task<Outcome<PolicyReference>> DecideAsync(
        ActingSession by, Guid? stepUp, PolicyReference policy, string act, Func<ApprovalRound, ApprovalSubject, ActingSession, WhoIsWho, DateTimeOffset, Outcome<Decision>> decide, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.ApprovalsDecide)) return Refusals.Forbidden(Permissions.ApprovalsDecide);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var kept = await db.Set<StoredPolicy>().SingleOrDefaultAsync(one => one.Number == policy.Number && one.Revision == policy.Revision && one.DroppedAt == null && one.AdoptedAt == null, stopping);
        if (kept?.Governing is not { } reference || await PolicyShelf.FindAsync(db, reference, stopping) is not { } governing) return Refusals.NotFound($"A proposal {policy}");
        var proposal = kept.ToProposal(governing);
        var (subject, who) = (proposal.ToSubject(), await WhoAsync(db, stopping));
        if (await ChangeCases.RoundAsync(db, proposal.Reference, kept.Attempt, stopping) is not { } round) return Refusals.NotFound($"A proposal {policy}");
        var session = await by.WithAsync(db, stepUp, stopping);
        if (decide(round, subject, session, who, now).Refusal is { } why)
        {
            db.ChangeTracker.Clear();
            db.Record(new(by.Actor, now, $"{act}-refused", proposal.Reference, null, new { why.Code, why.Message }));
            await db.SaveChangesAsync(stopping);
            return why;
        }

        if (session.StepUp is { } used && round.Decisions[^1].StepUp == used.Id && await StepUpBook.UseAsync(db, used, $"{proposal.Reference} decided", now, stopping) is { } twice) return twice;
        var book = await PolicyShelf.ReadAsync(db, stopping);
        Settle(kept, proposal, round, book, who, now);
        RoundColumns.Write(db, round, now);
        db.Record(new(by.Actor, now, kept.AdoptedAt is null ? act : "policy.adopted", proposal.Reference, kept.AdoptedAt is null ? null : book.Find(kept.Number)?.Terms, kept.AdoptedAt is null ? new { round.Decisions[^1].Text } : kept.Terms));
        await mail.DecidedAsync(db, round, proposal.Reference, now, stopping);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException)
        {
            return new Refusal("policy.changed-meanwhile", "Somebody else decided at the same moment. Look at it again.");
        }

        Told();
        return policy;
    }

    /// <summary>Adopts what is approved, drops what is over, and leaves the rest waiting.</summary>
    private static void Settle(StoredPolicy kept, PolicyProposal proposal, ApprovalRound round, PolicyBook book, WhoIsWho who, DateTimeOffset now)
    {
        kept.Version++;
        var standing = round.Standing(now);
        if (standing.State == ApprovalState.Approved)
        {
            if (book.Adopt(proposal, round, who, now).Refusal is not { } why)
            {
                kept.AdoptedAt = now;
                return;
            }

            round.Void(why, Party.Portal, now);
            (kept.DroppedAt, kept.DroppedWhy) = (now, OneLine.Of(why.Message, 1000));
        }
        else if (standing.State is not (ApprovalState.Pending or ApprovalState.AskedBack))
        {
            (kept.DroppedAt, kept.DroppedWhy) = (now, OneLine.Of(standing.Why, 1000));
        }
    }

    private static async Task<WhoIsWho> WhoAsync(OpsDb db, CancellationToken stopping) => await Colleagues.ReadAsync(db, await db.Set<Delegation>().AsNoTracking().ToListAsync(stopping), stopping);

    private void Told()
    {
        feed.Publish(ChangeKind.Changes);
        feed.Publish(ChangeKind.Audit);
    }
}
