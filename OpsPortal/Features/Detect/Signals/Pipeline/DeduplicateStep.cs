using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Finds the event a signal speaks of: a repeat touches it, an end clears it, a return turns it back on, and only a new one raises an event.</summary>
internal static class DeduplicateStep
{
    public static void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var (signal, rule) in batch.Significant)
        {
            var identity = (signal.Source, signal.Labels.Fingerprint);
            var found = batch.Raised.GetValueOrDefault(identity)?.Known ?? known.Find(signal) ?? batch.Returning.GetValueOrDefault(identity);
            if (signal.IsFiring(batch.Now)) Fire(batch, signal, rule, found);
            else if (found is not null) Clear(batch, signal, found);
        }
    }

    private static void Fire(SignalBatch batch, Signal signal, SignificanceRule? rule, KnownEvent? found)
    {
        var description = Description.Of(signal.Annotations, signal.GeneratorUrl);
        if (found is null || (found.In(batch).Condition == Condition.Cleared && !Continues(batch, found)))
        {
            Raise(batch, signal, rule, description);
            return;
        }

        var facts = found.In(batch);
        var back = facts.Condition == Condition.Cleared;
        if (back) batch.Turns.Add(new(found, TurnKind.Refire, signal));
        else if (facts.Description != description && signal.Kind == SignalKind.State) batch.Turns.Add(new(found, TurnKind.Describe, signal));

        var period = back ? FiringPeriod.Of(signal) : AlertMerge.Merge(facts.Period, FiringPeriod.Of(signal), batch.Now);
        Set(batch, found, new(Condition.Firing, period, facts.Count + 1, batch.Now, description));
    }

    /// <summary>An end that lies before the present firing began is old news; an end of what is over already says nothing.</summary>
    private static void Clear(SignalBatch batch, Signal signal, KnownEvent found)
    {
        var facts = found.In(batch);
        if (facts.Condition == Condition.Cleared || signal.EndsAt < facts.Period.StartsAt) return;
        batch.Turns.Add(new(found, TurnKind.Clear, signal));
        var period = AlertMerge.Merge(facts.Period, FiringPeriod.Of(signal), batch.Now) with { EndsAt = signal.EndsAt };
        Set(batch, found, facts with { Condition = Condition.Cleared, Period = period, Count = facts.Count + 1, LastSeenAt = batch.Now });
    }

    private static void Raise(SignalBatch batch, Signal signal, SignificanceRule? rule, ulong description)
    {
        var facts = new SourceFacts(Condition.Firing, FiringPeriod.Of(signal), 1, batch.Now, description);
        var raised = new RaisedEvent(new(signal.Source, signal.Labels.Fingerprint, default, facts), signal, rule);
        raised.Known.Set(batch, facts);
        batch.Raised[(signal.Source, signal.Labels.Fingerprint)] = raised;
    }

    /// <summary>Whether a cleared event takes its signal back: it cleared in this very batch, or the database says so.</summary>
    private static bool Continues(SignalBatch batch, KnownEvent found) =>
        found.Committed.Condition == Condition.Firing || batch.Returning.ContainsKey((found.Source, found.Fingerprint));

    private static void Set(SignalBatch batch, KnownEvent known, SourceFacts facts)
    {
        if (known.Set(batch, facts)) batch.Touched.Add(known);
    }
}
