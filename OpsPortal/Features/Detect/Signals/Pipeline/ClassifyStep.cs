using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Prioritisation.Matrix;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>Tells the type of a new event: its rule's word, else from the severity its source gave.</summary>
internal static class ClassifyStep
{
    public static void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values) raised.Type = raised.Rule?.Type ?? Severity.Type(raised.Signal.Labels["severity"]);
    }
}

/// <summary>Gives a new event the priority its rule names, else what impact and urgency say.</summary>
internal sealed class PrioritiseStep(PriorityBook priorities)
{
    public void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var raised in batch.Raised.Values)
            raised.Priority = raised.Rule?.Priority ?? priorities.Ask(raised.Service, raised.Type, raised.Signal.Labels, raised.Signal.Annotations, batch.Now).Priority;
    }
}
