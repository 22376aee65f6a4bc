using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Sources.Ledger;

/// <summary>A complaint, with the payload that caused it as far as it is kept.</summary>
internal sealed record Complaint(DateTimeOffset At, string Reason, string Message, string Body);

/// <summary>Counts of one minute that are not written yet.</summary>
internal sealed class Unwritten
{
    public long Signals;
    public long Errors;
    public long Dropped;
}

/// <summary>What has come from one source and is not written yet. Bounded, whatever comes.</summary>
internal sealed class SourceTally(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly SlidingMinute _lately = new(clock);
    private readonly Dictionary<DateTimeOffset, Unwritten> _minutes = [];
    private readonly Queue<(DateTimeOffset At, Signal Signal)> _signals = [];
    private readonly Queue<Complaint> _errors = [];
    private readonly Queue<Complaint> _payloads = [];
    private DateTimeOffset _spokeAt, _keptAt;

    /// <summary>Signals within the last 60 seconds.</summary>
    public long LastMinute => _lately.Total();

    /// <summary>When it last spoke since the portal started; null: not since then.</summary>
    public DateTimeOffset? SpokeAt
    {
        get
        {
            lock (_gate) return _spokeAt == default ? null : _spokeAt;
        }
    }

    public void Took(IReadOnlyList<Signal> signals)
    {
        var now = clock.GetUtcNow();
        _lately.Add(signals.Count);
        lock (_gate)
        {
            _spokeAt = now;
            Minute(now).Signals += signals.Count;
            for (var i = Math.Max(0, signals.Count - SourceSample.Kept(SampleKind.Signal)); i < signals.Count; i++) Keep(_signals, (Next(now), signals[i]), SampleKind.Signal);
        }
    }

    public void Spoke()
    {
        lock (_gate) _spokeAt = clock.GetUtcNow();
    }

    public void Refused(string reason, string message, string body)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            Minute(now).Errors++;
            Keep(_errors, new(Next(now), reason, message, body), SampleKind.Error);
        }
    }

    public void Received(string body)
    {
        lock (_gate) Keep(_payloads, new(Next(clock.GetUtcNow()), "", "", body), SampleKind.Payload);
    }

    public void Dropped(long messages)
    {
        var now = clock.GetUtcNow();
        lock (_gate) Minute(now).Dropped += messages;
    }

    /// <summary>Whether an error that came now would be kept: a flood of them is counted, not read.</summary>
    public bool HasRoomForErrors
    {
        get
        {
            lock (_gate) return _errors.Count < SourceSample.Kept(SampleKind.Error);
        }
    }

    /// <summary>Takes out what is to be written; null: nothing is.</summary>
    public Drained? Drain()
    {
        lock (_gate)
        {
            if (_minutes.Count == 0 && _payloads.Count == 0 && _spokeAt == default) return null;
            var drained = new Drained(_spokeAt == default ? null : _spokeAt, new(_minutes), [.. _signals], [.. _errors], [.. _payloads]);
            _minutes.Clear();
            _signals.Clear();
            _errors.Clear();
            _payloads.Clear();
            return drained;
        }
    }

    private static void Keep<T>(Queue<T> kept, T next, SampleKind kind)
    {
        if (kept.Count == SourceSample.Kept(kind)) kept.Dequeue();
        kept.Enqueue(next);
    }

    /// <summary>Later than what was kept before by at least what both databases can tell apart, so that the order of arrival is kept too.</summary>
    private DateTimeOffset Next(DateTimeOffset now)
    {
        var least = _keptAt.AddTicks(TimeSpan.TicksPerMicrosecond);
        return _keptAt = now > least ? now : least;
    }

    private Unwritten Minute(DateTimeOffset now)
    {
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (!_minutes.TryGetValue(start, out var minute)) _minutes[start] = minute = new();
        return minute;
    }
}

/// <summary>What one source sent since it was last written.</summary>
internal sealed record Drained(
    DateTimeOffset? SpokeAt,
    Dictionary<DateTimeOffset, Unwritten> Minutes,
    IReadOnlyList<(DateTimeOffset At, Signal Signal)> Signals,
    IReadOnlyList<Complaint> Errors,
    IReadOnlyList<Complaint> Payloads);
