using OpsPortal.Features.Detect.Significance;

namespace OpsPortal.Features.Detect.Signals.Pipeline;

/// <summary>One step: reads the batch and the view of known events, and writes its conclusion into the batch. Touches nothing else.</summary>
internal delegate void Step(SignalBatch batch, KnownEvents known);

/// <summary>The steps every signal takes, in order. This list is the order; nothing else decides it.</summary>
internal sealed class SignalPipeline(SignificanceStep significance, EnrichStep enrich, PrioritiseStep prioritise, SuppressStep suppress)
{
    /// <summary>What is asked of every signal before the database is asked what is known of those that matter.</summary>
    public SignificanceStep Significance => significance;

    public IReadOnlyList<Step> Steps { get; } =
    [
        DeduplicateStep.Run,
        enrich.Run,
        ClassifyStep.Run,
        prioritise.Run,
        suppress.Run,
    ];

    /// <summary>The steps after <see cref="Significance"/>.</summary>
    public void Run(SignalBatch batch, KnownEvents known)
    {
        foreach (var step in Steps) step(batch, known);
    }
}
