using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>
/// The writer's view of the events that signals may concern: everything that fires, and what cleared of late.
/// The rest is found in the database. Owned by the writer; nobody else reads it.
/// </summary>
internal sealed class KnownEvents
{
    /// <summary>How long a cleared event is held: sources repeat a resolve for some minutes.</summary>
    private static readonly TimeSpan HoldCleared = TimeSpan.FromMinutes(30);

    private readonly Dictionary<(string Source, Fingerprint Fingerprint), KnownEvent> _events = [];

    public int Count => _events.Count;

    public KnownEvent? Find(Signal signal) => _events.GetValueOrDefault((signal.Source, signal.Labels.Fingerprint));

    public KnownEvent? Find(string source, Fingerprint fingerprint) => _events.GetValueOrDefault((source, fingerprint));

    /// <summary>Takes over what a batch has made durable.</summary>
    public void Commit(SignalBatch batch)
    {
        foreach (var touched in batch.Touched) touched.Commit(batch);
        foreach (var returned in batch.Turns.Where(turn => turn.Kind == TurnKind.Refire)) Add(returned.Known);
        foreach (var raised in batch.Raised.Values)
        {
            raised.Known.Commit(batch);
            Add(raised.Known);
        }
    }

    public void Add(KnownEvent known) => _events[(known.Source, known.Fingerprint)] = known;

    /// <summary>Events whose time has run out without a word from the source.</summary>
    public IEnumerable<KnownEvent> Silent(DateTimeOffset now) =>
        _events.Values.Where(known => known.Committed is { Condition: Condition.Firing } facts && facts.Period.IsOver(now));

    /// <summary>Lets go of what has been over for a while.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var (key, known) in _events)
        {
            if (known.Committed.Condition == Condition.Cleared && now - known.Committed.LastSeenAt > HoldCleared && !known.IsUnfolded) _events.Remove(key);
        }
    }

    /// <summary>Reads everything that fires, in place of what was held before.</summary>
    public async Task LoadAsync(OpsDb db, CancellationToken stopping)
    {
        _events.Clear();
        var firing = db.Events.AsNoTracking().Where(e => e.Condition == Condition.Firing)
            .Select(e => new { e.Source, e.Fingerprint, e.Number, e.StartsAt, e.EndsAt, e.Count, e.LastSeenAt, e.Annotations, e.GeneratorUrl });
        await foreach (var e in firing.AsAsyncEnumerable().WithCancellation(stopping))
        {
            var facts = new SourceFacts(Condition.Firing, new(e.StartsAt, e.EndsAt, EndIsAssumed: false), e.Count, e.LastSeenAt, Description.Of(e.Annotations, e.GeneratorUrl));
            Add(new(string.Intern(e.Source), e.Fingerprint, e.Number, facts));
        }

        _events.TrimExcess();
    }
}
