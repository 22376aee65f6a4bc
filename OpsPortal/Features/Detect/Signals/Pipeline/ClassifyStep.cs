using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Tells the type of a new event from the severity its source gave.</summary>
internal static class ClassifyStep
{
    public static void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.Type = Severity.Type(raised.Signal.Labels["severity"]);
    }
}

/// <summary>Gives a new event the priority its severity stands for.</summary>
internal static class PrioritiseStep
{
    public static void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.Priority = Severity.Priority(raised.Signal.Labels["severity"]);
    }
}
