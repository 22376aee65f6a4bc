using OpsPortal.Features.Detect.Maintenance;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Keeps an event that begins or returns out of the queue while a silence covers it. It is stored all the same.</summary>
internal sealed class SuppressStep(SilenceBook silences)
{
    public void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.SuppressedBy = silences.Covering(raised.Signal.Labels, batch.Now);
        foreach (var turn in batch.Turns.Where(turn => turn.Kind == TurnKind.Refire)) turn.SuppressedBy = silences.Covering(turn.Signal!.Labels, batch.Now);
    }
}
