using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Acts;

/// <summary>Records that the register was reviewed: what is new is counted from then on.</summary>
internal sealed class HoldReview(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <param name="note">What was agreed; may be empty.</param>
    /// <remarks>Refused without <see cref="Permissions.ImprovementsWrite"/>, for machines, and for a note that is too long.</remarks>
    public async Task<Outcome<HeldReview>> RunAsync(Actor by, string note, CancellationToken stopping)
    {
        if (!by.May(Permissions.ImprovementsWrite)) return Refusals.Forbidden(Permissions.ImprovementsWrite);
        if (by.Person is null) return ImprovementRefusals.NotAPerson(by.Name);
        if (note.Length > ImprovementEntry.MaxTextLength) return ImprovementRefusals.BadText("note", ImprovementEntry.MaxTextLength);
        var held = new HeldReview { HeldAt = clock.GetUtcNow(), Person = by.Person, By = by.Name, Note = note.ReplaceLineEndings("\n").Trim() };
        await using var db = await databases.CreateDbContextAsync(stopping);
        db.Add(held);
        db.Record(new Act(by, held.HeldAt, "improvement.review-held", "improvement register", null, new { held.HeldAt, held.Note }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Improvements);
        feed.Publish(ChangeKind.Audit);
        return held;
    }
}
