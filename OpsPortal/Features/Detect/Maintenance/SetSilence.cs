using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>Sets a silence, or changes one: in place where only its end, author or comment change, else by a new one in its stead.</summary>
public sealed class SetSilence(IDbContextFactory<OpsDb> databases, SilenceBook book, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>The id of the silence that is in force now: the given one where it could be changed in place, else a new one.</summary>
    /// <remarks>Refused without <see cref="Permissions.SilencesWrite"/>, for an unknown id, and for what <see cref="SilenceDraft.Check"/> finds.</remarks>
    public async Task<Outcome<Guid>> RunAsync(Actor by, Guid? id, SilenceDraft draft, CancellationToken stopping)
    {
        if (!by.May(Permissions.SilencesWrite)) return Refusals.Forbidden(Permissions.SilencesWrite);
        var now = clock.GetUtcNow();
        if (draft.Check(now) is { } why) return why;

        await using var db = await databases.CreateDbContextAsync(stopping);
        var known = id is { } given ? await db.Silences.SingleOrDefaultAsync(silence => silence.Id == given, stopping) : null;
        if (id is not null && known is null) return SilenceRefusals.NotFound();

        Silence inForce;
        if (known is not null && known.CanBecome(draft, now))
        {
            var before = SilenceFacts.Of(known);
            known.Become(draft, now);
            db.Record(SilenceFacts.Act(by, now, "silence.updated", known.Id, before, SilenceFacts.Of(known)));
            inForce = known;
        }
        else
        {
            if (book.Current.Count >= Silence.MaxUnexpired) return SilenceRefusals.TooMany();
            if (known is not null) SilenceFacts.Expire(db, known, by, now);
            inForce = Silence.From(draft, now);
            db.Silences.Add(inForce);
            db.Record(SilenceFacts.Act(by, now, "silence.created", inForce.Id, null, SilenceFacts.Of(inForce)));
        }

        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SilenceRefusals.ChangedMeanwhile();
        }

        // It is committed: a caller who has left no longer stops the rest.
        await book.RefreshAsync(CancellationToken.None);
        feed.Publish(ChangeKind.Silences);
        feed.Publish(ChangeKind.Audit);
        return inForce.Id;
    }
}
