using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Deliver.Templates;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Approvals.Telling;

/// <summary>Writes down that time has run out, and reminds those who are still waited for. Time never approves anything.</summary>
internal sealed class FollowApprovals(IDbContextFactory<OpsDb> databases, ApprovalMail mail, ChangeFeed feed, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        foreach (var (subject, number) in await DueAsync(now, stopping)) await FollowAsync(subject, number, now, stopping);
    }

    private async Task<List<(string Subject, int Number)>> DueAsync(DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var open = await db.Set<ApprovalRound>().AsNoTracking().Where(round => EF.Property<bool>(round, ApprovalRoundConfiguration.IsAsking))
            .Select(round => new { round.Subject, round.Number, round.RequestedAt, round.DecideBy, Expires = round.Decisions.Min(decision => decision.ExpiresAt), Reminded = EF.Property<bool>(round, ApprovalRoundConfiguration.IsReminded) }).ToListAsync(stopping);
        return [.. open.Where(round => round.DecideBy <= now || round.Expires <= now || (!round.Reminded && now >= round.RequestedAt + ((round.DecideBy - round.RequestedAt) / 2))).Select(round => (round.Subject, round.Number))];
    }

    private async Task FollowAsync(string subject, int number, DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await ChangeCases.RoundAsync(db, subject, number, stopping) is not { } round) return;
        var change = ChangeNumber.TryParse(subject, null, out var changed) ? await db.Set<Change>().SingleOrDefaultAsync(one => one.Number == changed, stopping) : null;
        var reminded = db.Entry(round).Property<bool>(ApprovalRoundConfiguration.IsReminded);
        if (round.Expire(now).Refusal is null)
        {
            db.Record(new(Actor.Portal(Party.Portal.Name), now, "approval.expired", subject, null, new { Round = number, round.Decisions[^1].Text }));
            change?.Follow(round, now);
            if (change is not null) db.AddRange(change.NewEntries);
            await PolicyShelf.DropAsync(db, subject, round.Decisions[^1].Text, now, stopping);
            await TemplateShelf.DropAsync(db, subject, round.Decisions[^1].Text, now, stopping);
            await mail.DecidedAsync(db, round, change?.Plan.Title ?? subject, now, stopping);
        }
        else if (!reminded.CurrentValue)
        {
            reminded.CurrentValue = true;
            await mail.RemindAsync(db, round, now, stopping);
        }

        RoundColumns.Write(db, round, now);
        if (!db.ChangeTracker.HasChanges()) return;
        try
        {
            await db.SaveChangesAsync(stopping);
            feed.Publish(Live.ChangeKind.Changes);
        }
        catch (DbUpdateException)
        {
            return; // somebody decided at the same moment; the next run looks again
        }
    }
}
