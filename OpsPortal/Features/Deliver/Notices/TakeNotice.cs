using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Notices;

/// <summary>Takes what another system says of a deployment: finds its change or requests one, and raises an event where something went out past the approvals.</summary>
internal sealed class TakeNotice(IDbContextFactory<OpsDb> databases, NoticeChanges changes, RogueEvents rogues, ChangeFeed feed, TimeProvider clock) : IDisposable
{
    /// <summary>Most changes of one service and environment that are looked at, the newest first.</summary>
    private const int Most = 50;

    /// <summary>One at a time: two notices of one deployment that come together must not request two changes.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <remarks>
    /// Taken again, the same notice changes nothing. Refused without <see cref="Permissions.DeploymentsReport"/>, for a notice that cannot stand, and for a key that said something else before.
    /// What cannot be told to those who watch is not kept either, so that its sender comes again.
    /// </remarks>
    public async Task<Outcome<DeploymentNotice>> RunAsync(ActingSession by, NoticeDraft draft, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.DeploymentsReport)) return Refusals.Forbidden(Permissions.DeploymentsReport);
        var now = clock.GetUtcNow();
        if (DeploymentNotice.Fault(draft, now) is { } why) return why;
        await _turn.WaitAsync(stopping);
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await KnownAsync(db, draft, stopping) is { } known) return known.Hash == draft.Hash() ? known : NoticeRefusals.OtherContent(draft.Key);
            var match = NoticeMatch.Of(draft, await ChangeTouches.Of(db, draft.Component.Service, draft.Environment).AsNoTracking().Take(Most).ToListAsync(stopping));
            var followed = await changes.FollowAsync(db, match, by.Reporting(), stopping);
            if (followed is not Outcome<ChangeNumber?>.Done(var number)) return followed.Refusal!;
            var notice = DeploymentNotice.Of(match.Draft, number, match.Rogue, now);
            if (match.Rogue is { } rogue && !await rogues.RaiseAsync(rogue, notice, stopping)) return new Refusal("notice.try-again", "The portal cannot write now. Send it again.");
            return await KeepAsync(db, by, draft, notice, now, stopping);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static Task<DeploymentNotice?> KnownAsync(OpsDb db, NoticeDraft draft, CancellationToken stopping) =>
        db.Set<DeploymentNotice>().AsNoTracking().SingleOrDefaultAsync(notice => notice.Sender == draft.Sender && notice.Key == draft.Key, stopping);

    private async Task<Outcome<DeploymentNotice>> KeepAsync(OpsDb db, ActingSession by, NoticeDraft draft, DeploymentNotice notice, DateTimeOffset now, CancellationToken stopping)
    {
        db.Add(notice);
        var about = notice.Change?.ToString() ?? notice.Deployed.Name;
        db.Record(new Act(by.Actor, now, notice.RogueCode.Length > 0 ? "deployment.rogue" : "deployment.noticed", about, null, new { notice.Sender, notice.Key, Component = notice.Deployed.Name, notice.Version, notice.Commit, notice.Digest, notice.Environment, notice.Status, notice.OccurredAt, notice.TriggeredBy, notice.RogueCode, notice.RogueWhy }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException) when (!stopping.IsCancellationRequested)
        {
            // Another portal took the same notice at the same moment; nothing else can be in its way.
            db.ChangeTracker.Clear();
            return await KnownAsync(db, draft, stopping) is { } known && known.Hash == notice.Hash ? known : NoticeRefusals.OtherContent(draft.Key);
        }

        feed.Publish(Live.ChangeKind.Changes);
        feed.Publish(Live.ChangeKind.Audit);
        return notice;
    }
}

internal static class ReportingSessions
{
    private static readonly HashSet<string> Follows = [Permissions.ChangesRead, Permissions.ChangesWrite, Permissions.ChangesImplement];

    /// <summary>Whoever may say what is deployed may have it followed: drafts are requested, and changes that began end. Nothing begins by it.</summary>
    public static ActingSession Reporting(this ActingSession by) => by with { Actor = by.Actor with { Permissions = by.Actor.Permissions.Union(Follows).ToHashSet(StringComparer.Ordinal) } };
}
