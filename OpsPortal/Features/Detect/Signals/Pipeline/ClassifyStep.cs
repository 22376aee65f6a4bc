using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Tells the type of a new event: its rule's word, else from the severity its source gave.</summary>
internal static class ClassifyStep
{
    public static void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.Type = raised.Rule?.Type ?? Severity.Type(raised.Signal.Labels["severity"]);
    }
}

/// <summary>Gives a new event the priority its rule names, else the one its severity stands for.</summary>
internal static class PrioritiseStep
{
    public static void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.Priority = raised.Rule?.Priority ?? Severity.Priority(raised.Signal.Labels["severity"]);
    }
}
