using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Keeping;

/// <summary>What has happened to windows, in the order it was written: for whoever tells others about it.</summary>
/// <remarks>
/// Each moment is written in the transaction of what brought it about, so that it is there exactly when that is. A follower keeps the id
/// of the last moment it has dealt with and asks for what came after it.
/// </remarks>
public sealed class WindowMoments(IDbContextFactory<OpsDb> databases)
{
    /// <summary>The moments after one, oldest first; at most <paramref name="most"/>.</summary>
    /// <param name="after">The id of the last moment dealt with; 0: from the first.</param>
    public async Task<IReadOnlyList<WindowMoment>> AfterAsync(long after, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<WindowMoment>().AsNoTracking().Where(moment => moment.Id > after).OrderBy(moment => moment.Id).Take(most).ToListAsync(stopping);
    }

    /// <summary>The last moments of one window, newest first.</summary>
    public async Task<IReadOnlyList<WindowMoment>> OfAsync(WindowNumber window, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<WindowMoment>().AsNoTracking().Where(moment => moment.Window == window).OrderByDescending(moment => moment.Id).Take(most).ToListAsync(stopping);
    }
}
