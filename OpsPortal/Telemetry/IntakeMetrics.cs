using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OpsPortal.Telemetry;

/// <summary>Counts what happens to signals on their way in: for <c>/metrics</c>, and for people as <see cref="IntakeHealth"/>.</summary>
/// <remarks>Every method is safe to call from any thread and costs nothing worth counting; call once per request or batch, not per signal.</remarks>
public sealed class IntakeMetrics : IMeasured
{
    private const int MostSources = 50;
    private const int MostReasons = 20;

    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _since;
    private readonly BoundedValues _sources = new(MostSources);
    private readonly BoundedValues _reasons = new(MostReasons);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastSignal = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _refusedByReason = new(StringComparer.Ordinal);
    private readonly SlidingMinute _arrivals;
    private readonly Counter<long> _taken;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _setAside;
    private readonly Counter<long> _opened;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<long> _commitSize;
    private long _setAsideSoFar;
    private int _waiting;
    private long _waitingSinceTicks;
    private long _lastCommitTicks;

    public IntakeMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        _since = clock.GetUtcNow();
        _arrivals = new(clock);
        var meter = PortalMeter.Create(meters);
        _taken = meter.CreateCounter<long>("signals_taken_total", description: "Signals that are durable and were answered with success, by source.");
        _refused = meter.CreateCounter<long>("intake_requests_refused_total", description: "Intake requests that were refused in full, by reason.");
        _setAside = meter.CreateCounter<long>("signals_set_aside_total", description: "Signals that could not be worked and were set aside with their reason, by source.");
        _opened = meter.CreateCounter<long>("events_opened_total", description: "Events that signals raised, by priority.");
        _commitDuration = meter.CreateHistogram<double>("commit_duration_seconds", description: "Time from the start of a group commit until it is durable.");
        _commitSize = meter.CreateHistogram<long>("commit_signals", description: "Signals in one group commit.");
        meter.CreateObservableGauge("intake_requests_waiting", () => Volatile.Read(ref _waiting), description: "Intake requests waiting for the writer.");
        meter.CreateObservableGauge("last_signal_age_seconds", AgesOfLastSignals, description: "Time since the last signal, by source.");
    }

    /// <summary>Signals of one request or batch are durable.</summary>
    public void Taken(string source, int count)
    {
        if (count <= 0) return;
        source = _sources.Of(source);
        _taken.Add(count, Source(source));
        _lastSignal[source] = _clock.GetUtcNow();
        _arrivals.Add(count);
    }

    /// <summary>A whole request was refused.</summary>
    /// <param name="reason">A fixed word such as <c>malformed</c>, <c>too-large</c>, <c>full</c>, <c>unavailable</c>; never text from the sender.</param>
    public void Refused(string reason)
    {
        reason = _reasons.Of(reason);
        _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
        _refusedByReason.AddOrUpdate(reason, 1, static (_, so) => so + 1);
    }

    /// <summary>How many requests wait for the writer now.</summary>
    public void Waiting(int requests)
    {
        if (requests <= 0) Volatile.Write(ref _waitingSinceTicks, 0);
        else if (Interlocked.Exchange(ref _waiting, requests) == 0) Volatile.Write(ref _waitingSinceTicks, _clock.GetUtcNow().UtcTicks);
        Volatile.Write(ref _waiting, Math.Max(requests, 0));
    }

    /// <summary>A group commit is durable.</summary>
    /// <param name="signals">How many signals it holds; a commit without any shows that the writer lives and is not measured.</param>
    public void Committed(int signals, TimeSpan duration)
    {
        if (signals > 0)
        {
            _commitDuration.Record(duration.TotalSeconds);
            _commitSize.Record(signals);
        }

        Volatile.Write(ref _lastCommitTicks, _clock.GetUtcNow().UtcTicks);
    }

    /// <summary>Signals raised new events.</summary>
    /// <param name="priority">As <c>P1</c>.</param>
    public void Opened(string priority, int count = 1) => _opened.Add(count, new KeyValuePair<string, object?>("priority", priority));

    /// <summary>Signals that nobody could work are kept aside; the rest of their batch goes on.</summary>
    public void SetAside(string source, int count = 1)
    {
        _setAside.Add(count, Source(_sources.Of(source)));
        Interlocked.Add(ref _setAsideSoFar, count);
    }

    /// <summary>How the intake does at this moment.</summary>
    public IntakeHealth Health() => new(
        _since,
        [.. _lastSignal.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new SourceHealth(pair.Key, pair.Value))],
        _arrivals.Total(),
        Volatile.Read(ref _waiting),
        Instant(ref _waitingSinceTicks),
        _refusedByReason.Values.Sum(),
        Interlocked.Read(ref _setAsideSoFar),
        Instant(ref _lastCommitTicks));

    private IEnumerable<Measurement<double>> AgesOfLastSignals()
    {
        var now = _clock.GetUtcNow();
        foreach (var (source, at) in _lastSignal) yield return new((now - at).TotalSeconds, Source(source));
    }

    private static DateTimeOffset? Instant(ref long ticks) => Volatile.Read(ref ticks) is var read and > 0 ? new DateTimeOffset(read, TimeSpan.Zero) : null;

    private static KeyValuePair<string, object?> Source(string source) => new("source", source);
}
