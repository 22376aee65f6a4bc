using OpsPortal.Features.Detect.Maintenance;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Keeps a new event out of the queue while a silence covers it. It is stored all the same.</summary>
internal sealed class SuppressStep(SilenceBook silences)
{
    public void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.SuppressedBy = silences.Covering(raised.Signal.Labels, batch.Now);
    }
}
