using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.Evaluation;

/// <summary>What one evaluation leads to: signals, states, turns, and the line in the list.</summary>
internal sealed class MonitorOutcome(Monitor monitor, Evaluated evaluated, IReadOnlyList<MonitorSeriesState> stored)
{
    private readonly Dictionary<LabelSet, MonitorSeriesState> _stored = stored.ToDictionary(state => state.Labels);

    public Monitor Monitor => monitor;

    public IReadOnlyList<EvaluatedSeries> Series => evaluated.Series;

    public bool HasTurned => evaluated.Series.Any(series => series.Turns.Count > 0);

    public bool HasFailed => evaluated.Failure is not null;

    /// <summary>Every firing once more, and an end for what no longer fires, or now fires under another name.</summary>
    public IEnumerable<Signal> Signals(DateTimeOffset now)
    {
        foreach (var series in evaluated.Series)
        {
            var wanted = Wanted(series);
            if (_stored.GetValueOrDefault(series.Labels) is { Raised: { } raised } before && !raised.Equals(wanted)) yield return MonitorSignals.Over(raised, before.RaisedAt ?? now, now);
            if (wanted is not null) yield return MonitorSignals.Firing(monitor, wanted, series, now);
        }

        foreach (var gone in Gone().Where(state => state.Raised is not null)) yield return MonitorSignals.Over(gone.Raised!, gone.RaisedAt ?? now, now);
    }

    /// <param name="told">The signals have arrived; where not, they are sent again next time.</param>
    public void WriteDown(OpsDb db, MonitorRun run, bool told, DateTimeOffset now)
    {
        foreach (var series in evaluated.Series)
        {
            var text = series.State.ToString();
            if (!_stored.TryGetValue(series.Labels, out var state))
            {
                state = new() { Monitor = monitor.Number, Series = series.Labels.Fingerprint, Labels = series.Labels, State = text };
                db.Add(state);
            }

            state.State = text;
            if (told && Wanted(series) is var wanted && !Equals(wanted, state.Raised)) (state.Raised, state.RaisedAt) = (wanted, wanted is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(series.State.Since));
            db.AddRange(series.Turns.Where(IsWorthKeeping).Select(turn => Line(series.Labels, turn)));
        }

        if (told) db.RemoveRange(Gone());
        Summarise(run, now);
    }

    private IEnumerable<MonitorSeriesState> Gone() => stored.Where(state => !evaluated.Series.Any(series => series.Labels.Equals(state.Labels)));

    private LabelSet? Wanted(EvaluatedSeries series) =>
        series.State.IsFiring && series.State.Worst >= 0 ? MonitorSignals.Labels(monitor, series.Labels, series.Threshold.Levels[series.State.Worst].Severity) : null;

    private static bool IsWorthKeeping(Turn turn) => !(turn.From == Phase.Unknown && turn.To == Phase.Ok);

    private MonitorTurn Line(LabelSet labels, Turn turn) => new()
    {
        Monitor = monitor.Number,
        Series = MonitorSignals.Where(monitor, labels),
        At = DateTimeOffset.FromUnixTimeMilliseconds(turn.At),
        From = turn.From,
        To = turn.To,
        Severity = turn.Severity,
        Value = double.IsFinite(turn.Value) ? turn.Value : null,
    };

    private void Summarise(MonitorRun run, DateTimeOffset now)
    {
        var worst = evaluated.Series.OrderByDescending(Badness).ThenBy(series => series.State.Since).First();
        run.RanAt = now;
        run.Phase = worst.State.Phase;
        run.Severity = worst.State.Worst >= 0 && worst.State.IsFiring ? worst.Threshold.Levels[worst.State.Worst].Severity : null;
        run.Since = worst.State.Since > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(worst.State.Since) : null;
        run.Value = double.IsFinite(worst.State.Value) ? worst.State.Value : null;
        run.Series = evaluated.Series.Count(series => series.State.RawAt > 0);
        run.Firing = evaluated.Series.Count(series => series.State.IsFiring);
        run.Said = evaluated.Said.Length <= MonitorRun.MaxSaidLength ? evaluated.Said : evaluated.Said[..MonitorRun.MaxSaidLength];
    }

    private static int Badness(EvaluatedSeries series) => series.State.Phase switch
    {
        Phase.Firing => 10 + (series.State.Worst >= 0 ? (int)series.Threshold.Levels[series.State.Worst].Severity : 0),
        Phase.NoData => 9,
        Phase.Pending => 5,
        Phase.Unknown => 2,
        Phase.Ok => 1,
        _ => 0,
    };
}
