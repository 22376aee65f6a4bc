using OpsPortal.Benchmarks.Load;

namespace OpsPortal.Benchmarks.Live;

/// <summary>A steady stream of alerts, new ones, repeats and ends, until it is disposed.</summary>
internal sealed class BackgroundLoad : IAsyncDisposable
{
    /// <summary>So many that a slow answer does not thin the stream.</summary>
    private const int Lanes = 8;

    private static readonly Mix Mixture = new(New: 8, Repeats: 48, Ends: 8, Held: 200);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _running;
    private long _accepted;

    public BackgroundLoad(Target target, int alertsPerSecond, TimeProvider clock) =>
        _running = [.. Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => SendAsync(target, lane, (double)alertsPerSecond / Lanes, clock)))];

    /// <summary>Alerts answered with success so far.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private async Task SendAsync(Target target, int lane, double alertsPerSecond, TimeProvider clock)
    {
        var ledger = new Ledger(lane, Lanes, "background", Mixture, clock);
        using var connection = new AlertConnection(target);
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(AlertBatch.Size / alertsPerSecond), clock);
        try
        {
            while (await beat.WaitForNextTickAsync(_stop.Token))
            {
                var batch = ledger.Next(target);
                var success = connection.Exchange(batch.Request) is >= 200 and < 300;
                ledger.Answered(success);
                if (success) Interlocked.Add(ref _accepted, batch.Count);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: that is how it ends.
        }
    }
}
