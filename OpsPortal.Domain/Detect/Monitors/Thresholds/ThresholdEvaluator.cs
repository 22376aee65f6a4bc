namespace OpsPortal.Domain.Detect.Monitors.Thresholds;

/// <summary>A change of phase or of severity.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
/// <param name="Severity">How bad it is from here on; null where nothing fires.</param>
/// <param name="Value">The value that brought it about; NaN where silence or the schedule did.</param>
/// <param name="Peak">At the end of a firing: its worst value.</param>
public readonly record struct Turn(long At, Phase From, Phase To, MonitorSeverity? Severity, double Value, double Peak);

/// <summary>
/// Judges samples against one threshold. Feeding samples one by one or all at once gives the same turns at the same
/// instants, so that what history shows is what would have happened.
/// </summary>
/// <remarks>Not for two threads at once: it remembers the hours it looked at last. Allocates nothing per sample.</remarks>
public sealed class ThresholdEvaluator
{
    private readonly Threshold _threshold;
    private readonly Level[] _levels;
    private readonly long _for;
    private readonly long _silentAfter;
    private readonly int _mildest;
    private (bool Watched, long From, long Until) _hours = (true, long.MaxValue, long.MaxValue);

    public ThresholdEvaluator(Threshold threshold)
    {
        (_threshold, _levels) = (threshold, [.. threshold.Levels]);
        (_for, _silentAfter) = ((long)threshold.For.TotalMilliseconds, (long)threshold.NoDataAfter.TotalMilliseconds);
        for (var level = 1; level < _levels.Length; level++)
        {
            if (_levels[level].Severity < _levels[_mildest].Severity) _mildest = level;
        }
    }

    /// <summary>The state after some samples and the silence up to now, and the turns on the way.</summary>
    /// <param name="samples">Oldest first; those not newer than the last one judged are left out.</param>
    /// <param name="now">Milliseconds since 1970 UTC; not before the last sample.</param>
    public static (ThresholdState State, IReadOnlyList<Turn> Turns) Evaluate(Threshold threshold, ThresholdState state, ReadOnlySpan<Sample> samples, long now)
    {
        var turns = new List<Turn>();
        var evaluator = new ThresholdEvaluator(threshold);
        evaluator.Feed(ref state, samples, turns);
        evaluator.Pass(ref state, now, turns);
        return (state, turns);
    }

    /// <summary>Judges samples in the order of time.</summary>
    public void Feed(ref ThresholdState state, ReadOnlySpan<Sample> samples, List<Turn> turns)
    {
        foreach (var sample in samples)
        {
            if (sample.At <= state.RawAt || double.IsNaN(sample.Value)) continue;
            if (state.SeenTo == 0) state.HeardAt = sample.At;
            Pass(ref state, sample.At, turns);
            var value = Read(ref state, sample);
            state.HeardAt = sample.At;
            if (state.Phase == Phase.Off || double.IsNaN(value)) continue;
            Judge(ref state, sample.At, value, turns);
        }
    }

    /// <summary>Lets time pass without a sample: hours begin and end, silence is noticed.</summary>
    public void Pass(ref ThresholdState state, long to, List<Turn> turns)
    {
        if (state.SeenTo == 0) state.SeenTo = state.HeardAt = state.HeardAt == 0 ? to : Math.Min(state.HeardAt, to);
        if (state.Since == 0) state.Since = state.SeenTo;
        while (true)
        {
            Look(state.SeenTo);
            Switch(ref state, turns);
            var until = Math.Min(to, _hours.Until);
            if (state.Phase != Phase.Off && state.Phase != Phase.NoData && until - state.HeardAt > _silentAfter) Silence(ref state, turns);
            state.SeenTo = Math.Max(state.SeenTo, until);
            if (_hours.Until > to) return;
        }
    }

    private void Look(long at)
    {
        if (_threshold.Schedule is null)
        {
            _hours = (true, long.MinValue, long.MaxValue);
            return;
        }

        if (at >= _hours.From && at < _hours.Until) return;
        var (watched, until) = _threshold.Schedule.At(at);
        _hours = (watched, at, until);
    }

    private void Switch(ref ThresholdState state, List<Turn> turns)
    {
        if (_hours.Watched == (state.Phase != Phase.Off)) return;
        state.Forget();
        if (!_hours.Watched)
        {
            Move(ref state, state.SeenTo, Phase.Off, double.NaN, turns);
            return;
        }

        // A night without samples is no silence of the morning.
        state.HeardAt = Math.Max(state.HeardAt, state.SeenTo);
        Move(ref state, state.SeenTo, Phase.Ok, double.NaN, turns);
    }

    private void Silence(ref ThresholdState state, List<Turn> turns)
    {
        if (_threshold.NoData == MissingPolicy.Keep) return;
        var at = state.HeardAt + _silentAfter;
        var alert = _threshold.NoData == MissingPolicy.Alert;
        if (!alert && state.Phase == Phase.Ok) return;
        state.Forget();
        if (alert) state.Worst = _mildest;
        Move(ref state, at, alert ? Phase.NoData : Phase.Ok, double.NaN, turns);
    }

    private double Read(ref ThresholdState state, Sample sample)
    {
        var (at, raw) = (state.RawAt, state.Raw);
        (state.RawAt, state.Raw) = (sample.At, sample.Value);
        if (_threshold.Reading == Reading.Value) return sample.Value;
        if (at == 0 || sample.At <= at) return double.NaN;
        return (sample.Value >= raw ? sample.Value - raw : sample.Value) / ((sample.At - at) / 1000.0);
    }

    private void Judge(ref ThresholdState state, long at, double value, List<Turn> turns)
    {
        var (worst, fires, waits) = (-1, 0, false);
        for (var i = 0; i < _levels.Length; i++)
        {
            var level = _levels[i];
            if (!level.IsBreached(value, (state.Fires & (1 << i)) != 0))
            {
                state.Breach(i, 0);
                continue;
            }

            var since = state.BreachedSince(i);
            if (since == 0) state.Breach(i, since = at);
            if (at - since < _for)
            {
                waits = true;
                continue;
            }

            fires |= 1 << i;
            if (worst < 0 || level.Severity > _levels[worst].Severity) worst = i;
        }

        var changed = worst >= 0 && state.Worst >= 0 && _levels[worst].Severity != _levels[state.Worst].Severity;
        (state.Fires, state.Value) = (fires, value);
        var phase = worst >= 0 ? Phase.Firing : waits ? Phase.Pending : Phase.Ok;
        if (worst >= 0) state.Peak = state.Phase == Phase.Firing ? Worse(worst, state.Peak, value) : value;
        state.Worst = worst;
        if (phase != state.Phase || changed) Move(ref state, at, phase, value, turns);
    }

    private double Worse(int level, double peak, double value) =>
        double.IsNaN(peak) ? value : _levels[level].Side == Side.Above ? Math.Max(peak, value) : Math.Min(peak, value);

    private void Move(ref ThresholdState state, long at, Phase to, double value, List<Turn> turns)
    {
        if (state.Phase == to && to != Phase.Firing) return;
        var from = state.Phase;
        MonitorSeverity? severity = state.Worst >= 0 ? _levels[state.Worst].Severity : null;
        turns.Add(new(at, from, to, severity, value, from == Phase.Firing ? state.Peak : double.NaN));
        if (!(from == Phase.Firing && to == Phase.Firing)) state.Since = at;
        state.Phase = to;
        if (to != Phase.Firing) state.Peak = double.NaN;
    }
}
