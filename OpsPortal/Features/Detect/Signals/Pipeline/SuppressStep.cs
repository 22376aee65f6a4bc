using OpsPortal.Features.Detect.Maintenance;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Keeps an event that begins or returns out of the queue while a silence or window covers it, or makes it less pressing, or marks it. It is stored all the same.</summary>
internal sealed class SuppressStep(Holding holding)
{
    public void Run(SignalBatch batch, KnownEvents known)
    {
        if (batch.Raised.Count == 0 && batch.Turns.Count == 0) return;
        var view = holding.At(batch.Now);
        foreach (var raised in batch.Raised.Values) raised.Hold = view.Find(raised.Signal.Labels, raised.Service);
        foreach (var turn in batch.Turns.Where(turn => turn.Kind == TurnKind.Refire)) turn.Holds = view;
    }
}
