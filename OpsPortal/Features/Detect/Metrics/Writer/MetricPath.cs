using System.Threading.Channels;
using OpsPortal.Features.Detect.Signals;

namespace OpsPortal.Features.Detect.Metrics.Writer;

/// <summary>Points of one request, and the sender that waits for them.</summary>
internal sealed record MetricConsignment(string Source, IReadOnlyList<MetricPoint> Points, TaskCompletionSource<Appended> Answer)
{
    public int Rejected { get; set; }

    public string Why { get; set; } = "";
}

/// <summary>The way into the store: a bounded queue before the one writer.</summary>
internal sealed class MetricPath
{
    /// <summary>How many requests may wait; each sender is held.</summary>
    public const int Capacity = 512;

    /// <summary>How long a sender is held while the queue is full.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<MetricConsignment> _queue = Channel.CreateBounded<MetricConsignment>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    internal ChannelReader<MetricConsignment> Arrivals => _queue.Reader;

    internal void Complete() => _queue.Writer.TryComplete();

    /// <summary>Answers when the points are durable, or when it is certain that none of them is.</summary>
    /// <param name="source">Who sends; its different series are bounded.</param>
    public async Task<Appended> AppendAsync(string source, IReadOnlyList<MetricPoint> points, CancellationToken stopping)
    {
        if (points.Count == 0) return new(Taken.Stored, 0, "");
        var consignment = new MetricConsignment(source, points, new(TaskCreationOptions.RunContinuationsAsynchronously));
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
