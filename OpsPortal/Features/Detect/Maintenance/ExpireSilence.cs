using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>Ends a silence now. One that has ended already stays as it is, and that is no refusal.</summary>
public sealed class ExpireSilence(IDbContextFactory<OpsDb> databases, SilenceBook book, ChangeFeed feed, TimeProvider clock)
{
    /// <remarks>Refused without <see cref="Permissions.SilencesWrite"/> and for an unknown id.</remarks>
    public async Task<Outcome<Guid>> RunAsync(Actor by, Guid id, CancellationToken stopping)
    {
        if (!by.May(Permissions.SilencesWrite)) return Refusals.Forbidden(Permissions.SilencesWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Silences.SingleOrDefaultAsync(silence => silence.Id == id, stopping) is not { } known) return SilenceRefusals.NotFound();
        if (!SilenceFacts.Expire(db, known, by, clock.GetUtcNow())) return id;

        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SilenceRefusals.ChangedMeanwhile();
        }

        await book.RefreshAsync(CancellationToken.None);
        feed.Publish(ChangeKind.Silences);
        feed.Publish(ChangeKind.Audit);
        return id;
    }
}
