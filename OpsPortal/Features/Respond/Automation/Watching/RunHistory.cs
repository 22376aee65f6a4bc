using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>What decisions look back on: earlier runs of each trigger, and what led to an event.</summary>
internal sealed class RunHistory(OpsDb db, DateTimeOffset now)
{
    private readonly Dictionary<TriggerNumber, List<EarlierRun>> _earlier = [];

    /// <summary>Also what was decided a moment ago and is not saved yet.</summary>
    public async Task<List<EarlierRun>> OfAsync(Trigger trigger, CancellationToken stopping)
    {
        if (_earlier.TryGetValue(trigger.Number, out var known)) return known;
        var since = now - trigger.Guardrails.Memory;
        var runs = await db.Set<TriggerRun>().AsNoTracking().Where(run => run.Trigger == trigger.Number && run.At >= since)
            .OrderByDescending(run => run.At).Take(TriggerRehearsal.MostRemembered).Select(run => new { run.At, run.Target, run.Identity, run.Acted }).ToListAsync(stopping);
        runs.Reverse();
        return _earlier[trigger.Number] = runs.ConvertAll(run => new EarlierRun(run.At, run.Target, run.Identity, run.Acted));
    }

    /// <summary>The triggers whose actions led to an event, first to last, as its label tells; none where no run is named or known.</summary>
    public async Task<IReadOnlyList<TriggerNumber>> ChainAsync(LabelSet labels, CancellationToken stopping)
    {
        if (labels[TriggerRun.Label] is not { Length: > 0 } named || !RunNumber.TryParse(named, null, out var number)) return [];
        var chain = await db.Set<TriggerRun>().AsNoTracking().Where(run => run.Number == number).Select(run => run.Chain).SingleOrDefaultAsync(stopping);
        return chain is null ? [] : [.. chain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => TriggerNumber.Parse(text, null))];
    }
}
