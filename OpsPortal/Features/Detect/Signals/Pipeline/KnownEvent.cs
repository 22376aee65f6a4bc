using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>What the source has told about an event so far: all that a repeat can change.</summary>
/// <param name="Description">Fingerprint of annotations and link together; differs when the source describes the event anew.</param>
internal readonly record struct SourceFacts(Condition Condition, FiringPeriod Period, long Count, DateTimeOffset LastSeenAt, ulong Description);

/// <summary>
/// An event as the writer holds it in memory. A batch works on facts of its own; only when it is durable do they
/// become <see cref="Committed"/>, so a failed transaction leaves nothing behind.
/// </summary>
internal sealed class KnownEvent(string source, Fingerprint fingerprint, EventNumber number, SourceFacts committed)
{
    // What only the batch at hand needs is not kept in each.
    private Pending? _pending;
    private Packed _committed = new(committed);

    public string Source { get; } = source;

    public Fingerprint Fingerprint { get; } = fingerprint;

    public EventNumber Number { get; set; } = number;

    public SourceFacts Committed { get => _committed.Unpack(); private set => _committed = new(value); }

    /// <summary>Whether the row lags behind <see cref="Committed"/>; the touch log then holds the difference.</summary>
    public bool IsUnfolded { get; set; }

    /// <summary>The facts as this batch has made them, so far those of the last commit.</summary>
    public SourceFacts In(SignalBatch batch) => _pending is { } pending && pending.Batch == batch ? pending.Facts : Committed;

    /// <summary>Notes new facts for this batch. Returns whether it is the first time in the batch.</summary>
    public bool Set(SignalBatch batch, SourceFacts facts)
    {
        if (_pending is { } pending && pending.Batch == batch)
        {
            pending.Facts = facts;
            return false;
        }

        _pending = new(batch) { Facts = facts };
        return true;
    }

    public void Commit(SignalBatch batch)
    {
        if (_pending is { } pending && pending.Batch == batch) Committed = pending.Facts;
        _pending = null;
    }

    public Touch ToTouch() => new(Number.Value, Committed.Count, Committed.LastSeenAt, Committed.Period.StartsAt, Committed.Period.EndsAt);

    public Touch ToTouch(SignalBatch batch) => In(batch) is var facts
        ? new(Number.Value, facts.Count, facts.LastSeenAt, facts.Period.StartsAt, facts.Period.EndsAt)
        : default;

    /// <summary>Facts in little more than half of their size: a hundred thousand of these are held.</summary>
    private readonly struct Packed(SourceFacts facts)
    {
        private readonly long _startsAt = facts.Period.StartsAt.UtcTicks;
        private readonly long _endsAt = facts.Period.EndsAt.UtcTicks;
        private readonly long _lastSeenAt = facts.LastSeenAt.UtcTicks;
        private readonly long _count = facts.Count;
        private readonly ulong _description = facts.Description;
        private readonly byte _condition = (byte)facts.Condition;
        private readonly bool _endIsAssumed = facts.Period.EndIsAssumed;

        public SourceFacts Unpack() => new((Condition)_condition, new(new(_startsAt, TimeSpan.Zero), new(_endsAt, TimeSpan.Zero), _endIsAssumed), _count, new(_lastSeenAt, TimeSpan.Zero), _description);
    }

    private sealed class Pending(SignalBatch batch)
    {
        public SignalBatch Batch => batch;

        public SourceFacts Facts { get; set; }
    }
}
