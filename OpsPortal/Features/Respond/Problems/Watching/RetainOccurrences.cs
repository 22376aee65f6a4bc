using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Watching;

/// <summary>Removes counted occurrences that are older than they are kept, and patterns that are left without any, unless a problem narrows them.</summary>
internal sealed class RetainOccurrences(IDbContextFactory<OpsDb> databases, IOptions<ProblemOptions> options, TimeProvider clock, ILogger<RetainOccurrences> log) : IJob
{
    private const int PageSize = 5000;

    public async Task RunAsync(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - options.Value.KeepOccurrences;
        var removed = 0;
        while (await PartAsync(before, stopping) is > 0 and var rows) removed += rows;
        if (removed == 0) return;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<StoredPattern>().Where(pattern => pattern.Narrowed == "" && !db.Set<StoredOccurrences>().Any(one => one.Pattern == pattern.Id)).ExecuteDeleteAsync(stopping);
        log.OccurrencesRemoved(removed);
    }

    private async Task<int> PartAsync(DateTimeOffset before, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var old = await db.Set<StoredOccurrences>().Where(one => one.At < before).OrderBy(one => one.At).Take(PageSize).Select(one => one.Id).ToArrayAsync(stopping);
        if (old.Length == 0) return 0;
        using var turn = await db.Gate.EnterAsync(stopping);
        return await db.Set<StoredOccurrences>().Where(one => EF.Parameter(old).Contains(one.Id)).ExecuteDeleteAsync(stopping);
    }
}
