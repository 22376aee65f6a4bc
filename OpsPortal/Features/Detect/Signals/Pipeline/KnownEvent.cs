using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>What the source has told about an event so far: all that a repeat can change.</summary>
/// <param name="Description">Fingerprint of annotations and link together; differs when the source describes the event anew.</param>
internal readonly record struct SourceFacts(Condition Condition, FiringPeriod Period, long Count, DateTimeOffset LastSeenAt, ulong Description);

/// <summary>
/// An event as the writer holds it in memory. A batch works on <see cref="Pending"/>; only when it is durable does that
/// become <see cref="Committed"/>, so a failed transaction leaves nothing behind.
/// </summary>
internal sealed class KnownEvent(string source, Fingerprint fingerprint, EventNumber number, SourceFacts committed)
{
    private SourceFacts _pending = committed;
    private SignalBatch? _batch;

    public string Source { get; } = source;

    public Fingerprint Fingerprint { get; } = fingerprint;

    public EventNumber Number { get; set; } = number;

    public SourceFacts Committed { get; private set; } = committed;

    /// <summary>Whether the row lags behind <see cref="Committed"/>; the touch log then holds the difference.</summary>
    public bool IsUnfolded { get; set; }

    /// <summary>The facts as this batch has made them, so far those of the last commit.</summary>
    public SourceFacts In(SignalBatch batch) => _batch == batch ? _pending : Committed;

    /// <summary>Notes new facts for this batch. Returns whether it is the first time in the batch.</summary>
    public bool Set(SignalBatch batch, SourceFacts facts)
    {
        var first = _batch != batch;
        (_batch, _pending) = (batch, facts);
        return first;
    }

    public void Commit(SignalBatch batch)
    {
        if (_batch != batch) return;
        (_batch, Committed) = (null, _pending);
    }

    public Touch ToTouch() => new(Number.Value, Committed.Count, Committed.LastSeenAt, Committed.Period.StartsAt, Committed.Period.EndsAt);

    public Touch ToTouch(SignalBatch batch) => In(batch) is var facts
        ? new(Number.Value, facts.Count, facts.LastSeenAt, facts.Period.StartsAt, facts.Period.EndsAt)
        : default;
}
