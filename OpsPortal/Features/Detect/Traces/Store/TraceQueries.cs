using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Traces.Store;

/// <summary>One trace in a list.</summary>
/// <param name="Service">Where it begins; see <see cref="TraceSpan.Service"/>.</param>
/// <param name="Failed">How many of its spans failed.</param>
/// <param name="Slow">Whether somebody waited too long.</param>
public sealed record TraceSummary(string Id, string Name, string Service, DateTimeOffset StartedAt, TimeSpan Took, int Spans, int Failed, bool Slow)
{
    /// <summary>Neither slow nor failed: there to compare others with.</summary>
    public bool IsOrdinary => !Slow && Failed == 0;
}

/// <summary>The read side of traces.</summary>
internal sealed class TraceQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>More are not looked through for one list.</summary>
    private const int MostLooked = 2000;

    /// <summary>Traces that services took part in within a stretch of time: failed ones first, then slow ones, then ordinary ones, each the longest first.</summary>
    /// <param name="most">So many that are slow or failed, and as many ordinary ones as are left, but at least <paramref name="ordinary"/> where there are any.</param>
    public async Task<IReadOnlyList<TraceSummary>> AroundAsync(IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, int most, int ordinary, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var ids = db.Set<TraceShareRow>().Where(part => services.Contains(part.Service) && part.StartedAt >= from && part.StartedAt <= to)
            .OrderByDescending(part => part.StartedAt).Take(MostLooked).Select(part => part.Trace);
        var found = db.Set<TraceRow>().AsNoTracking().Where(trace => ids.Contains(trace.Id));
        var remarkable = await found.Where(trace => trace.Failed > 0 || trace.Slow).OrderByDescending(trace => trace.Failed > 0).ThenByDescending(trace => trace.StartedAt).Take(most).ToListAsync(stopping);
        var usual = await found.Where(trace => trace.Failed == 0 && !trace.Slow).OrderByDescending(trace => trace.StartedAt).Take(Math.Max(ordinary, most - remarkable.Count)).ToListAsync(stopping);
        return [.. remarkable.Concat(usual).Select(Summary).OrderByDescending(trace => trace.Failed > 0).ThenByDescending(trace => trace.Slow).ThenByDescending(trace => trace.Took)];
    }

    /// <summary>One trace with all of its spans that have come; null where it is not kept.</summary>
    public async Task<(TraceSummary Trace, Waterfall Spans)?> ReadAsync(string id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<TraceRow>().AsNoTracking().SingleOrDefaultAsync(trace => trace.Id == id, stopping) is not { } row) return null;
        var parts = await db.Set<TraceSpansRow>().AsNoTracking().Where(part => part.Trace == id).OrderBy(part => part.Part).Select(part => part.Packed).ToListAsync(stopping);
        return Waterfall.Of(parts.SelectMany(SpanPack.Read)) is { } spans ? (Summary(row), spans) : null;
    }

    private static TraceSummary Summary(TraceRow row) => new(row.Id, row.Name, row.Service, row.StartedAt, row.EndedAt - row.StartedAt, row.Spans, row.Failed, row.Slow);
}
