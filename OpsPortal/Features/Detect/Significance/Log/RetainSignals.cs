using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Log;

/// <summary>Removes kept signals that are older than the settings keep them, or more than they keep.</summary>
internal sealed class RetainSignals(IDbContextFactory<OpsDb> databases, IOptions<SignificanceOptions> options, TimeProvider clock) : IJob
{
    private const int Part = 500;

    public async Task RunAsync(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - options.Value.Keep;
        while (await RemoveAsync(pages => pages.Where(page => page.At < before), stopping) == Part) stopping.ThrowIfCancellationRequested();
        while (await BytesAsync(stopping) > options.Value.KeepMegabytes * 1024L * 1024) await RemoveAsync(pages => pages, stopping);
    }

    private async Task<int> RemoveAsync(Func<IQueryable<SignalPage>, IQueryable<SignalPage>> which, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var old = await which(db.Set<SignalPage>()).OrderBy(page => page.Id).Select(page => page.Id).Take(Part).ToListAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        return await db.Set<SignalPage>().Where(page => EF.Parameter(old).Contains(page.Id)).ExecuteDeleteAsync(stopping);
    }

    private async Task<long> BytesAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<SignalPage>().SumAsync(page => (long)page.Packed.Length, stopping);
    }
}
