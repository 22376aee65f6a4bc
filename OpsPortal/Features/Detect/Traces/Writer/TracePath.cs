using System.Threading.Channels;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Signals;

namespace OpsPortal.Features.Detect.Traces.Writer;

/// <summary>A span and the trace it is of.</summary>
/// <param name="Trace">32 hex digits.</param>
internal readonly record struct ArrivedSpan(string Trace, TraceSpan Span);

/// <summary>What became of spans that were handed over.</summary>
/// <param name="Outcome">Stored: all that were not rejected are durable.</param>
/// <param name="Rejected">How many can never be stored.</param>
/// <param name="Why">The reason in words; empty where none was rejected.</param>
internal readonly record struct SpansTaken(Taken Outcome, int Rejected, string Why);

/// <summary>Spans of one request, and the sender that waits for them.</summary>
internal sealed record SpanConsignment(IReadOnlyList<ArrivedSpan> Spans, TaskCompletionSource<SpansTaken> Answer)
{
    public int Rejected { get; set; }

    public string Why { get; set; } = "";
}

/// <summary>The way into the store of traces: a bounded queue before the one writer.</summary>
internal sealed class TracePath
{
    /// <summary>How many requests may wait; each sender is held.</summary>
    public const int Capacity = 256;

    /// <summary>How long a sender is held while the queue is full.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<SpanConsignment> _queue = Channel.CreateBounded<SpanConsignment>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    internal ChannelReader<SpanConsignment> Arrivals => _queue.Reader;

    internal void Complete() => _queue.Writer.TryComplete();

    /// <summary>Answers when the spans are durable, or when it is certain that none of them is.</summary>
    public async Task<SpansTaken> TakeAsync(IReadOnlyList<ArrivedSpan> spans, CancellationToken stopping)
    {
        if (spans.Count == 0) return new(Taken.Stored, 0, "");
        var consignment = new SpanConsignment(spans, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_queue.Writer.TryWrite(consignment))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(Patience);
            try
            {
                await _queue.Writer.WriteAsync(consignment, patience.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                return new(Taken.Full, 0, "");
            }
            catch (ChannelClosedException)
            {
                return new(Taken.Unavailable, 0, "");
            }
        }

        return await consignment.Answer.Task.WaitAsync(stopping);
    }
}
