using System.Runtime.InteropServices;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Webhook;

/// <summary>
/// Remembers which alerts have been told, so that the same message taken twice counts once, and a firing that was held up on its way does not
/// bring back what has been resolved since. Bounded; what is forgotten is taken as new, which does no harm to the state of an event.
/// </summary>
internal sealed class SeenStates
{
    private const int MostEntries = 200_000;
    private const long MostBytes = 32 * 1024 * 1024;
    private const int EntrySize = 128;

    private readonly RepeatCache<Seen> _seen = new(MostEntries, MostBytes);

    /// <summary>Whether this tells something that has not been told yet.</summary>
    public bool IsNews(Signal signal, bool firing)
    {
        if (_seen.Find(Key(signal), EntrySize) is not { } seen) return true;
        lock (seen)
        {
            return !seen.Resolved && (!firing || seen.Annotations != signal.Annotations.Fingerprint);
        }
    }

    /// <summary>Call once it is durable.</summary>
    public void Note(Signal signal, bool firing)
    {
        var key = Key(signal);
        if (_seen.Find(key, EntrySize) is not { } seen) _seen.Add(key, seen = new(), EntrySize);
        lock (seen) (seen.Resolved, seen.Annotations) = (seen.Resolved || !firing, signal.Annotations.Fingerprint);
    }

    private UInt128 Key(Signal signal)
    {
        Span<ulong> parts = [unchecked((ulong)signal.Source.GetHashCode(StringComparison.Ordinal)), signal.Labels.Fingerprint.Value, unchecked((ulong)signal.StartsAt.UtcTicks)];
        return _seen.Key(MemoryMarshal.AsBytes(parts));
    }

    private sealed class Seen
    {
        public bool Resolved;
        public Fingerprint Annotations;
    }
}
