using OpsPortal.Benchmarks.Load;

namespace OpsPortal.Benchmarks.Live;

/// <summary>A steady stream of alerts, new ones, repeats and ends, until it is disposed.</summary>
internal sealed class BackgroundLoad : IAsyncDisposable
{
    private static readonly Mix Mixture = new(New: 8, Repeats: 48, Ends: 8);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public BackgroundLoad(Target target, int alertsPerSecond, TimeProvider clock) => _running = Task.Run(() => SendAsync(target, alertsPerSecond, clock));

    /// <summary>Alerts answered with success so far.</summary>
    public long Accepted { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task SendAsync(Target target, int alertsPerSecond, TimeProvider clock)
    {
        var ledger = new Ledger(0, 1, "background", Mixture, clock);
        using var connection = new AlertConnection(target);
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds((double)AlertBatch.Size / alertsPerSecond), clock);
        try
        {
            while (await beat.WaitForNextTickAsync(_stop.Token))
            {
                var batch = ledger.Next(target);
                var success = connection.Exchange(batch.Request) is >= 200 and < 300;
                ledger.Answered(success);
                if (success) Accepted += batch.Count;
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: that is how it ends.
        }
    }
}
