using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Matrix;

/// <summary>The matrix at one moment.</summary>
/// <param name="Cells">By component, then by environment.</param>
/// <param name="CarriedOut">The changes that may explain what was seen.</param>
internal sealed record VersionsNow(IReadOnlyList<VersionCell> Cells, IReadOnlyCollection<CarriedOutChange> CarriedOut, DateTimeOffset At);

/// <summary>Brings together what was approved, deployed and seen.</summary>
internal sealed class VersionReader(IDbContextFactory<OpsDb> databases, ApprovedVersions approved, IDeployedVersions deployed, IOptions<VersionOptions> options, TimeProvider clock)
{
    public async Task<VersionsNow> ReadAsync(CancellationToken stopping)
    {
        var (now, terms) = (clock.GetUtcNow(), options.Value.Terms);
        var (changes, put) = (await approved.ReadAsync(stopping), await deployed.ReadAsync(stopping));
        var since = now - terms.Fresh;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var seen = await db.Set<VersionObservation>().AsNoTracking().Where(one => one.CurrentKey != null && one.LastSeen >= since).ToListAsync(stopping);
        return new(VersionMatrix.Of(ApprovedVersions.Facts(changes), put.Facts, seen, [.. put.UnderWay, .. ApprovedVersions.UnderWay(changes, now)], terms, now), [.. changes.Select(change => change.Carried)], now);
    }
}
