using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Traces.Writer;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Traces.Jobs;

/// <summary>Removes traces that are older than they are kept, or more than are kept.</summary>
internal sealed class RetainTraces(IDbContextFactory<OpsDb> databases, IOptions<TraceOptions> options, TraceFeedback feedback, TimeProvider clock) : IJob
{
    private const int Part = 500;

    public async Task RunAsync(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - options.Value.Keep;
        while (await OldestAsync(traces => traces.Where(trace => trace.HeardAt < before), stopping) is { Count: > 0 } old) await RemoveAsync("age", old.ConvertAll(trace => trace.Id), stopping);
        for (var excess = await BytesAsync(stopping) - (options.Value.KeepMegabytes * 1024L * 1024); excess > 0;)
        {
            var go = new List<string>();
            foreach (var oldest in await OldestAsync(traces => traces, stopping))
            {
                if (excess <= 0) break;
                go.Add(oldest.Id);
                excess -= oldest.Bytes;
            }

            if (go.Count == 0) return;
            await RemoveAsync("size", go, stopping);
        }
    }

    private async Task<List<(string Id, long Bytes)>> OldestAsync(Func<IQueryable<TraceRow>, IQueryable<TraceRow>> which, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var oldest = await which(db.Set<TraceRow>().AsNoTracking()).OrderBy(trace => trace.HeardAt).Take(Part).Select(trace => new { trace.Id, trace.Bytes }).ToListAsync(stopping);
        return oldest.ConvertAll(trace => (trace.Id, trace.Bytes));
    }

    /// <summary>In parts, so that nobody waits long for a turn.</summary>
    private async Task RemoveAsync(string reason, List<string> ids, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        feedback.Dropped(reason, await db.Set<TraceRow>().Where(trace => EF.Parameter(ids).Contains(trace.Id)).ExecuteDeleteAsync(stopping));
    }

    private async Task<long> BytesAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<TraceRow>().SumAsync(trace => trace.Bytes, stopping);
    }
}
