namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>One step: reads the batch and the view of known events, and writes its conclusion into the batch. Touches nothing else.</summary>
internal delegate void Step(SignalBatch batch, KnownEvents known);

/// <summary>The steps every signal takes, in order. This list is the order; nothing else decides it.</summary>
internal sealed class SignalPipeline(SuppressStep suppress)
{
    public IReadOnlyList<Step> Steps { get; } =
    [
        DeduplicateStep.Run,
        ClassifyStep.Run,
        PrioritiseStep.Run,
        suppress.Run,
    ];

    public void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var step in Steps) step(batch, known);
    }
}
