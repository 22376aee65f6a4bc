using System.Collections.Concurrent;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Sources.Ledger;

/// <summary>What comes from every source: counted and sampled here, written every few seconds away from the senders.</summary>
/// <remarks>Safe from any thread; call once per request, not per signal. Only names of sources that exist are passed in, so it stays small.</remarks>
public sealed class SourceLedger(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, SourceTally> _tallies = new(StringComparer.Ordinal);

    /// <summary>Signals of one request are durable.</summary>
    public void Took(string source, IReadOnlyList<Signal> signals) => Of(source).Took(signals);

    /// <summary>It gave a sign of life without a signal.</summary>
    public void Spoke(string source) => Of(source).Spoke();

    /// <summary>A payload was refused, in whole or in part.</summary>
    /// <param name="reason">A fixed word, as <c>malformed</c>.</param>
    /// <param name="message">What the sender was told.</param>
    public void Refused(string source, string reason, string message, ReadOnlySpan<byte> payload)
    {
        var tally = Of(source);
        tally.Refused(reason, Redaction.Cut(message, SourceSample.MaxMessageLength), tally.HasRoomForErrors ? Redaction.Of(payload, Redaction.MaxErrorLength) : "");
    }

    /// <summary>Keeps a payload to try mappings on.</summary>
    public void Received(string source, ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= SourceSample.MaxBodyLength) Of(source).Received(Redaction.Of(payload, SourceSample.MaxBodyLength));
    }

    /// <summary>Messages were lost because nobody could take them.</summary>
    public void Dropped(string source, long messages) => Of(source).Dropped(messages);

    /// <summary>Signals within the last 60 seconds.</summary>
    public long LastMinute(string source) => _tallies.TryGetValue(source, out var tally) ? tally.LastMinute : 0;

    /// <summary>When it last spoke since the portal started; null: not since then.</summary>
    public DateTimeOffset? SpokeAt(string source) => _tallies.TryGetValue(source, out var tally) ? tally.SpokeAt : null;

    /// <summary>Takes out everything that is to be written.</summary>
    internal IReadOnlyList<(string Source, Drained What)> Drain() =>
        [.. from pair in _tallies let drained = pair.Value.Drain() where drained is not null select (pair.Key, drained)];

    private SourceTally Of(string source) => _tallies.GetOrAdd(source, static (_, clock) => new(clock), clock);
}
