using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Prioritisation.Acts;

/// <summary>Changes the matrix; open events follow within seconds.</summary>
public sealed class SaveMatrix(IDbContextFactory<OpsDb> databases, PriorityBook book, ChangeFeed feed, TimeProvider clock)
{
    /// <param name="by">Needs <see cref="Permissions.RulesWrite"/>.</param>
    /// <param name="cells">By impact, then by urgency, each the least first.</param>
    /// <param name="version">As it was read; refused when somebody changed it since.</param>
    public async Task<Outcome<KeptMatrix>> RunAsync(Actor by, IReadOnlyList<IReadOnlyList<Priority>> cells, int version, CancellationToken stopping)
    {
        if (!by.May(Permissions.RulesWrite)) return Refusals.Forbidden(Permissions.RulesWrite);
        var outcome = PriorityMatrix.Create(cells);
        if (outcome is not Outcome<PriorityMatrix>.Done(var matrix)) return ((Outcome<PriorityMatrix>.Refused)outcome).Why;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var stored = await db.Set<StoredMatrix>().SingleOrDefaultAsync(stopping);
        if ((stored?.Version ?? 0) != version) return PriorityRefusals.ChangedMeanwhile();
        var before = stored?.Cells ?? StoredMatrix.Write(PriorityMatrix.Usual);
        if (stored is null) db.Add(stored = new() { Cells = StoredMatrix.Write(matrix), Version = 1 });
        else (stored.Cells, stored.Version) = (StoredMatrix.Write(matrix), version + 1);
        db.Record(new(by, clock.GetUtcNow(), "priorities.changed", "priority matrix", new { Cells = before }, new { stored.Cells }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException)
        {
            return PriorityRefusals.ChangedMeanwhile();
        }

        // It is committed: a caller who has left no longer stops the rest.
        await book.RefreshAsync(CancellationToken.None);
        feed.Publish(ChangeKind.Priorities);
        feed.Publish(ChangeKind.Audit);
        return book.Current;
    }
}
