using System.Threading.Channels;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals;

/// <summary>What became of signals that an intake handed over.</summary>
public enum Taken
{
    /// <summary>They are on disk.</summary>
    Stored,

    /// <summary>The queue stayed full for as long as a sender is held; nothing was stored, send again later.</summary>
    Full,

    /// <summary>The database cannot be written now; nothing was stored, send again later.</summary>
    Unavailable,
}

/// <summary>Signals of one request, on their way to the writer, and the sender that waits for them.</summary>
internal sealed record Consignment(IReadOnlyList<Signal> Signals, TaskCompletionSource<Taken> Answer)
{
    /// <summary>Asks the writer to clear what its source has stopped repeating as well.</summary>
    public bool ExpiresSilent { get; init; }

    /// <summary>Asks the writer to bring the open events of a source in line with its fingerprint rule first; null: of none.</summary>
    public string? Renews { get; init; }
}

/// <summary>The way in for every intake: a bounded queue before the one writer.</summary>
public sealed class SignalPath
{
    /// <summary>How many requests may wait; each sender is held, so this bounds memory, not throughput.</summary>
    public const int Capacity = 1024;

    /// <summary>How long a sender is held while the queue is full.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<Consignment> _queue = Channel.CreateBounded<Consignment>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    internal ChannelReader<Consignment> Arrivals => _queue.Reader;

    /// <summary>Answers when the signals are durable, or when it is certain that none of them is.</summary>
    public async Task<Taken> TakeAsync(IReadOnlyList<Signal> signals, CancellationToken stopping) =>
        signals.Count == 0 ? Taken.Stored : await HandOverAsync(new(signals, Waiting()), stopping);

    /// <summary>Has the writer clear the events that their source has stopped repeating.</summary>
    internal Task<Taken> ExpireAsync(CancellationToken stopping) => HandOverAsync(new([], Waiting()) { ExpiresSilent = true }, stopping);

    /// <summary>Has the writer identify the signals of a source by its present fingerprint rule, and its open events too.</summary>
    internal Task<Taken> RenewAsync(string source, CancellationToken stopping) => HandOverAsync(new([], Waiting()) { Renews = source }, stopping);

    /// <summary>Lets nothing more in; the portal is stopping.</summary>
    internal void Complete() => _queue.Writer.TryComplete();

    private static TaskCompletionSource<Taken> Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<Taken> HandOverAsync(Consignment consignment, CancellationToken stopping)
    {
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
                return Taken.Full;
            }
            catch (ChannelClosedException)
            {
                return Taken.Unavailable;
            }
        }

        return await consignment.Answer.Task.WaitAsync(stopping);
    }
}
