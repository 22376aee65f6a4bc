using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Features.Detect.Significance;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>Writes what a batch concluded, inside the open transaction of the context.</summary>
internal static class SignalStore
{
    /// <summary>Up to so many repeats go straight into their rows; more go to the touch log, which costs one row for all.</summary>
    private const int FewTouches = 64;

    /// <summary>Finds the stored events that firing signals of this batch may continue, though memory does not hold them as firing.</summary>
    public static async Task FindReturningAsync(OpsDb db, SignalBatch batch, KnownEvents known, CancellationToken stopping)
    {
        var unknown = new HashSet<(string Source, Fingerprint Fingerprint)>();
        foreach (var (signal, _) in batch.Significant)
        {
            if (signal.IsFiring(batch.Now) && known.Find(signal) is not { Committed.Condition: Condition.Firing }) unknown.Add((signal.Source, signal.Labels.Fingerprint));
        }

        foreach (var bySource in unknown.GroupBy(identity => identity.Source))
        {
            var (source, since) = (bySource.Key, batch.Now - Event.ReopenWithin);
            foreach (var fingerprints in bySource.Select(identity => identity.Fingerprint).Chunk(5000))
            {
                var found = await db.Events.AsNoTracking()
                    .Where(e => e.Source == source && EF.Parameter(fingerprints).Contains(e.Fingerprint) && e.State != EventState.Closed && (e.EndsAt >= since || e.State != EventState.Resolved))
                    .Select(e => new { e.Fingerprint, e.Number, e.Condition, e.StartsAt, e.EndsAt, e.Count, e.LastSeenAt, e.Annotations, e.GeneratorUrl })
                    .ToListAsync(stopping);
                foreach (var e in found.OrderBy(e => e.Number))
                {
                    var held = known.Find(source, e.Fingerprint);
                    var facts = held?.Committed ?? new(e.Condition, new(e.StartsAt, e.EndsAt, EndIsAssumed: false), e.Count, e.LastSeenAt, Description.Of(e.Annotations, e.GeneratorUrl));
                    batch.Returning[(source, e.Fingerprint)] = held is not null && held.Number == e.Number ? held : new(source, e.Fingerprint, e.Number, facts);
                }
            }
        }
    }

    /// <summary>Writes new events, turns and repeats. Returns the number the next event will get.</summary>
    /// <param name="next">The number the first new event gets.</param>
    public static async Task<long> WriteAsync(OpsDb db, SignalBatch batch, long next, CancellationToken stopping)
    {
        var first = next;
        var turning = batch.Turns.Select(turn => turn.Known).ToHashSet();
        var events = new List<Event>(batch.Raised.Count);
        foreach (var raised in batch.Raised.Values)
        {
            raised.Known.Number = new(next++);
            var stored = Event.Raise(raised.Known.Number, raised.Signal, Description.Title(raised.Signal), raised.Type, raised.Priority, raised.Hold.SuppressedBy, batch.Now);
            raised.Hold.Windows.Apply(stored, batch.Now);
            (stored.Rule, stored.Service) = (raised.Rule?.Id, raised.Service);
            if (!turning.Contains(raised.Known)) Follow(stored, raised.Known.In(batch));
            events.Add(stored);
        }

        await db.InsertManyAsync(events, stopping);
        await db.InsertManyAsync([.. events.SelectMany(stored => stored.NewEntries)], stopping);
        await TurnAsync(db, batch, stopping);

        var touched = batch.Touched.Where(known => !turning.Contains(known)).ToList();
        if (touched.Count <= FewTouches) await TouchLog.ApplyAsync(db, touched.ConvertAll(known => known.ToTouch(batch)), stopping);
        else
        {
            TouchLog.Append(db, touched.ConvertAll(known => known.ToTouch(batch)));
            touched.ForEach(known => known.IsUnfolded = true);
        }

        SignificanceStep.Store(db, batch);
        if (next > first) await db.Set<NumberSequence>().Where(s => s.Kind == SignalWriter.Numbered).ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, _ => next), stopping);
        await db.SaveChangesAsync(stopping);
        return next;
    }

    private static async Task TurnAsync(OpsDb db, SignalBatch batch, CancellationToken stopping)
    {
        foreach (var turns in batch.Turns.GroupBy(turn => turn.Known).Chunk(2000))
        {
            var numbers = turns.Select(turn => turn.Key.Number).ToArray();
            var stored = await db.Events.Where(e => EF.Parameter(numbers).Contains(e.Number)).ToDictionaryAsync(e => e.Number, stopping);
            foreach (var turnsOfOne in turns)
            {
                if (!stored.TryGetValue(turnsOfOne.Key.Number, out var e)) continue;
                foreach (var turn in turnsOfOne) Carry(e, turn, batch.Now);
                Follow(e, turnsOfOne.Key.In(batch));
                db.EventEntries.AddRange(e.NewEntries);
            }
        }
    }

    private static void Carry(Event e, Turn turn, DateTimeOffset now)
    {
        switch (turn.Kind)
        {
            case TurnKind.Clear when turn.Signal is { } signal:
                e.Clear(signal.EndsAt, "resolved by source", now);
                break;
            case TurnKind.Clear:
                e.Clear(turn.Known.Committed.Period.EndsAt, "the source fell silent", now);
                break;
            case TurnKind.Refire:
                e.Refire(turn.Signal!, now);
                turn.Holds?.Find(turn.Signal!.Labels, e.Service).Apply(e, now);
                break;
            default:
                e.Describe(turn.Signal!, Description.Title(turn.Signal!));
                break;
        }
    }

    private static void Follow(Event e, SourceFacts facts) =>
        (e.Count, e.LastSeenAt, e.StartsAt, e.EndsAt) = (facts.Count, facts.LastSeenAt, facts.Period.StartsAt, facts.Period.EndsAt);
}
