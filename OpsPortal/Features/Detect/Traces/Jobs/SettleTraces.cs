using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Traces.Writer;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Traces.Jobs;

/// <summary>
/// Decides on traces of which nothing more comes and that are neither slow nor failed: a few of every service and stretch of time stay to
/// compare others with, the rest goes.
/// </summary>
internal sealed class SettleTraces(IDbContextFactory<OpsDb> databases, IOptions<TraceOptions> options, TraceFeedback feedback, TimeProvider clock) : IJob
{
    private const int Page = 500;

    public async Task RunAsync(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - options.Value.SettleAfter;
        while (await SettleAsync(before, stopping) == Page) stopping.ThrowIfCancellationRequested();
    }

    private async Task<int> SettleAsync(DateTimeOffset before, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var quiet = await db.Set<TraceRow>().AsNoTracking().Where(trace => trace.Fate == TraceFate.Open && trace.HeardAt < before).OrderBy(trace => trace.HeardAt).Take(Page)
            .Select(trace => new Quiet(trace.Id, trace.Service, trace.Name, trace.HeardAt)).ToListAsync(stopping);
        if (quiet.Count == 0) return 0;
        var stay = Choose(quiet, await SampledAsync(db, quiet, stopping));
        var go = quiet.Select(trace => trace.Id).Except(stay, StringComparer.Ordinal).ToList();
        using var turn = await db.Gate.EnterAsync(stopping);

        // What was heard of meanwhile is decided the next time.
        var due = db.Set<TraceRow>().Where(trace => trace.Fate == TraceFate.Open && trace.HeardAt < before);
        await due.Where(trace => EF.Parameter(stay).Contains(trace.Id)).ExecuteUpdateAsync(set => set.SetProperty(trace => trace.Fate, TraceFate.Sample), stopping);
        feedback.Dropped("ordinary", await due.Where(trace => EF.Parameter(go).Contains(trace.Id)).ExecuteDeleteAsync(stopping));
        return quiet.Count;
    }

    /// <summary>What the sample holds already in the stretches that these are of.</summary>
    private async Task<List<Quiet>> SampledAsync(OpsDb db, List<Quiet> quiet, CancellationToken stopping)
    {
        var (from, to) = (StretchOf(quiet[0].HeardAt), StretchOf(quiet[^1].HeardAt) + options.Value.SampleEvery);
        return await db.Set<TraceRow>().AsNoTracking().Where(trace => trace.Fate == TraceFate.Sample && trace.HeardAt >= from && trace.HeardAt < to)
            .Select(trace => new Quiet(trace.Id, trace.Service, trace.Name, trace.HeardAt)).ToListAsync(stopping);
    }

    /// <summary>By id, which is chance: not the first that came.</summary>
    private List<string> Choose(List<Quiet> quiet, List<Quiet> sampled)
    {
        var held = sampled.GroupBy(Stretch).ToDictionary(group => group.Key, group => group.Select(trace => trace.Name).ToHashSet(StringComparer.Ordinal));
        var stay = new List<string>();
        foreach (var trace in quiet.OrderBy(trace => trace.Id, StringComparer.Ordinal))
        {
            if (!held.TryGetValue(Stretch(trace), out var names)) held[Stretch(trace)] = names = new(StringComparer.Ordinal);
            if (names.Count < options.Value.SamplePerService && names.Add(trace.Name)) stay.Add(trace.Id);
        }

        return stay;

        (string Service, DateTimeOffset From) Stretch(Quiet trace) => (trace.Service, StretchOf(trace.HeardAt));
    }

    private DateTimeOffset StretchOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % options.Value.SampleEvery.Ticks), TimeSpan.Zero);

    private sealed record Quiet(string Id, string Service, string Name, DateTimeOffset HeardAt);
}
