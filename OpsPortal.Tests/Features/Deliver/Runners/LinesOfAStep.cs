using System.Collections.Concurrent;
using OpsPortal.Features.Deliver.Runners.Logs;

namespace OpsPortal.Tests.Features.Deliver.Runners;

/// <summary>Keeps what a step wrote, as whoever watches it would see it.</summary>
internal sealed class LinesOfAStep : IStepLog
{
    private readonly ConcurrentQueue<StepLine> _lines = new();

    public IReadOnlyList<StepLine> Lines => [.. _lines];

    public string Text => string.Join('\n', _lines.Select(line => line.Text));

    public bool HasEnded { get; private set; }

    public void Write(IReadOnlyList<StepLine> lines)
    {
        foreach (var line in lines) _lines.Enqueue(line);
    }

    public void Ended() => HasEnded = true;
}
