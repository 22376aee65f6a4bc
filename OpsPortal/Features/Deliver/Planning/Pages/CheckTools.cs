using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Pages;

/// <summary>A change with what stands in its way.</summary>
internal sealed record CheckedChange(Change Change, PlannedWork Work, IReadOnlyList<Clash> Clashes);

/// <summary>What the page that checks a plan needs.</summary>
internal sealed class CheckTools(IDbContextFactory<OpsDb> databases, ChangeCases cases, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>Null where there is no such change.</summary>
    public async Task<CheckedChange?> FindAsync(ChangeNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } found) return null;
        var at = await cases.ReadAsync(db, found, clock.GetUtcNow(), stopping);
        return new(found, ChangeWork.Of(number.ToString(), found.Plan, catalogue.Current) with { OnlyApprover = at.OnlyApprover }, at.Clashes);
    }
}
