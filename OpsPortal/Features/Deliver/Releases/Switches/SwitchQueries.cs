using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Switches;

/// <summary>The read side of feature switches.</summary>
internal sealed class SwitchQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>A page by key, from <paramref name="cursor"/> on (null: the first).</summary>
    /// <param name="text">In the key; empty: every one.</param>
    /// <param name="cursor">The last key of the page before.</param>
    public async Task<Page<SwitchRow>> PageAsync(string text, string? cursor, int limit, CancellationToken stopping)
    {
        var (wanted, after) = (text.Trim().ToLowerInvariant(), cursor ?? "");
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await db.Set<FeatureSwitch>().AsNoTracking().Where(feature => feature.Key.Contains(wanted) && string.Compare(feature.Key, after) > 0).OrderBy(feature => feature.Key).Take(limit + 1).ToListAsync(stopping);
        var keys = found.Select(feature => feature.Key).ToList();
        var naming = (await db.Set<Release>().AsNoTracking().Where(release => keys.Contains(EF.Property<string>(release, ReleaseColumns.Switch))).ToListAsync(stopping)).ToLookup(release => release.Draft.Switch);
        return new([.. found.Take(limit).Select(feature => SwitchRow.Of(feature, SwitchOwner.Of(naming[feature.Key])))], found.Count > limit ? found[limit - 1].Key : null);
    }

    /// <summary>Null where there is no such switch.</summary>
    public async Task<SwitchRow?> FindAsync(string key, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await ReleaseQueries.SwitchAsync(db, key, stopping);
    }
}
