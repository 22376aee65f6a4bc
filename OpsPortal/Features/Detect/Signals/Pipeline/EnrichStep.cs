using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Finds the service that a new event concerns.</summary>
internal sealed class EnrichStep(ServiceLookup services)
{
    public void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.Service = services.Find(raised.Signal.Labels)?.Value ?? "";
    }
}
