using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Features.Detect.Monitors.Tightening;

namespace OpsPortal.Features.Detect.Monitors.Evaluation;

/// <summary>One series after an evaluation.</summary>
/// <param name="Tightened">Null: the threshold is the monitor's own.</param>
/// <param name="BreachAt">When it will be full, of a capacity monitor that fires (UTC); null: nobody can tell.</param>
internal sealed record EvaluatedSeries(LabelSet Labels, Threshold Threshold, ThresholdState State, IReadOnlyList<Turn> Turns, Tightened? Tightened = null, DateTimeOffset? BreachAt = null);

/// <summary>What one evaluation of a monitor found.</summary>
/// <param name="Failure">Why it could not look; the states then stay, and silence goes on.</param>
internal sealed record Evaluated(IReadOnlyList<EvaluatedSeries> Series, string Said, Refusal? Failure);

/// <summary>Evaluates one monitor: gets what there is to get, and judges what has come since the last time.</summary>
internal sealed class Evaluator(Collector collector, HistoryReader history, BreachForecasts breaches, ITighterValues tighter, TimeProvider clock)
{
    /// <summary>How far back a series that is new to a monitor is looked at, beyond the time a breach must last.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(5);

    /// <summary>A series that has said nothing for this long, and does not fire, is forgotten.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    public async Task<Evaluated> RunAsync(Monitor monitor, IReadOnlyDictionary<LabelSet, ThresholdState> known, DateTimeOffset? ranAt, CancellationToken stopping)
    {
        var said = await collector.CollectAsync(monitor, known.Keys.Select(labels => labels["instance"]).Distinct(), stopping);
        var values = (await tighter.NowAsync(stopping))[monitor.Number];
        var now = clock.GetUtcNow();
        var to = now.ToUnixTimeMilliseconds();
        var draft = monitor.Draft;
        var series = new Dictionary<LabelSet, EvaluatedSeries>();
        var read = await history.EachAsync(draft.Target, monitor.Number, From(monitor, known, ranAt, now), to, draft.Every, labels => Begin(monitor, labels, values, known, series, to), stopping);
        foreach (var (labels, state) in known)
        {
            // One that never had a name stands for a monitor that finds nothing at all; it goes when there is something.
            if (series.ContainsKey(labels) || (labels.Count == 0 && series.Count > 0)) continue;
            var silent = Judge(monitor, labels, values, state, to);
            if (silent.State.IsFiring || to - silent.State.HeardAt < Forgotten.TotalMilliseconds || labels.Count == 0) series[labels] = silent;
        }

        if (series.Count == 0) series[LabelSet.Empty] = Judge(monitor, LabelSet.Empty, values, ThresholdState.New, to);
        return new(await ForeseeAsync(monitor, [.. series.Values], stopping), read.Refusal?.Message ?? said, read.Refusal);
    }

    private async Task<IReadOnlyList<EvaluatedSeries>> ForeseeAsync(Monitor monitor, IReadOnlyList<EvaluatedSeries> series, CancellationToken stopping)
    {
        if (monitor.Kind != MonitorKind.Capacity) return series;
        if (!series.Any(one => one.State.IsFiring && one.State.Worst >= 0))
        {
            breaches.Forget(monitor.Number);
            return series;
        }

        var foreseen = await breaches.OfAsync(monitor, stopping);
        return foreseen.Count == 0 ? series : [.. series.Select(one => one.State.IsFiring && foreseen.TryGetValue(BreachForecasts.NameOf(one.Labels, monitor), out var at) ? one with { BreachAt = at } : one)];
    }

    private static SeriesSink Begin(Monitor monitor, LabelSet labels, IEnumerable<TighterValue> values, IReadOnlyDictionary<LabelSet, ThresholdState> known, Dictionary<LabelSet, EvaluatedSeries> series, long to)
    {
        var (threshold, tightened) = Judged.By(monitor, MonitorSignals.Service(monitor, labels), values);
        var evaluator = new ThresholdEvaluator(threshold);
        var state = known.GetValueOrDefault(labels, ThresholdState.New);
        var turns = new List<Turn>();
        return new(samples => evaluator.Feed(ref state, samples, turns), () =>
        {
            evaluator.Pass(ref state, to, turns);
            series[labels] = new(labels, threshold, state, turns, tightened);
        });
    }

    private static EvaluatedSeries Judge(Monitor monitor, LabelSet labels, IEnumerable<TighterValue> values, ThresholdState state, long to)
    {
        var (threshold, tightened) = Judged.By(monitor, MonitorSignals.Service(monitor, labels), values);
        var (after, turns) = ThresholdEvaluator.Evaluate(threshold, state, [], to);
        return new(labels, threshold, after, turns, tightened);
    }

    /// <summary>Far enough back for every known series, for a new one to have lasted as long as it must, and for what came while the portal was down.</summary>
    private static long From(Monitor monitor, IReadOnlyDictionary<LabelSet, ThresholdState> known, DateTimeOffset? ranAt, DateTimeOffset now)
    {
        var longest = monitor.Draft.Overrides.Aggregate(monitor.Draft.For, (so, own) => own.For > so ? own.For.Value : so);
        var back = now - longest - (monitor.Draft.Every * 2) - FirstLook;
        if (ranAt < back) back = ranAt.Value > now - Forgotten ? ranAt.Value : now - Forgotten;
        var first = back.ToUnixTimeMilliseconds();
        var newest = known.Where(pair => pair.Key.Count > 0).Select(pair => pair.Value.RawAt).DefaultIfEmpty(0).Min();
        return newest > first ? newest + 1 : first;
    }
}
