using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Pages;

/// <summary>A change with what stands in its way.</summary>
internal sealed record CheckedChange(Change Change, PlannedWork Work, IReadOnlyList<Clash> Clashes);

/// <summary>What the page that checks a plan needs.</summary>
internal sealed class CheckTools(IDbContextFactory<OpsDb> databases, ClashReader clashes, Catalogue catalogue)
{
    /// <summary>Null where there is no such change.</summary>
    public async Task<CheckedChange?> FindAsync(ChangeNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is { } found
            ? new(found, ChangeWork.Of(number.ToString(), found.Plan, catalogue.Current), await clashes.OfAsync(db, number.ToString(), found.Plan, stopping))
            : null;
    }
}
