using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Clears events whose source has not repeated them in time, as Alertmanager does at <c>endsAt</c>.</summary>
internal static class ExpireStep
{
    /// <summary>Up to so many at once; the next run takes the rest.</summary>
    private const int Most = 5000;

    public static void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var silent in known.Silent(batch.Now).Where(silent => silent.In(batch) == silent.Committed).Take(Most))
        {
            batch.Turns.Add(new(silent, TurnKind.Clear, null));
            silent.Set(batch, silent.Committed with { Condition = Condition.Cleared });
            batch.Touched.Add(silent);
        }

        known.Forget(batch.Now);
    }
}
