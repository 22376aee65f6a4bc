using System.Threading.Channels;
using OpsPortal.Jobs;
using OpsPortal.Live;

namespace OpsPortal.Features.Detect.Correlation.Keeping;

/// <summary>Groups open events anew whenever events or services have changed: soon, and never so often that it would be in the way.</summary>
internal sealed class GroupKeeper(GroupBook groups, ChangeFeed changes, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<GroupKeeper> log) : BackgroundService
{
    /// <summary>The shortest pause between two runs.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>After so long without a change what is held of open events is let go; the next change reads it anew.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    // Holds at most one wish: any number of changes since the last run mean one more run.
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var events = changes.Subscribe(ChangeKind.Events, () => _wishes.Writer.TryWrite(true));
        using var services = changes.Subscribe(ChangeKind.Services, () => _wishes.Writer.TryWrite(true));
        _wishes.Writer.TryWrite(true);
        try
        {
            // What was grouped before a restart still is: reading it all anew can wait.
            await lifetime.SettledAsync(clock, stoppingToken);
            while (await ComesAsync(stoppingToken))
            {
                _wishes.Reader.TryRead(out _);
                await Task.Delay(await RunAsync(stoppingToken), clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.Stopped();
        }
    }

    /// <summary>Waits for the next wish.</summary>
    private async Task<bool> ComesAsync(CancellationToken stopping)
    {
        var wish = _wishes.Reader.WaitToReadAsync(stopping).AsTask();
        if (await Task.WhenAny(wish, Task.Delay(Quiet, clock, stopping)) != wish && !stopping.IsCancellationRequested) await groups.LetGoAsync(stopping);
        return await wish;
    }

    /// <summary>Returns how long to pause.</summary>
    private async Task<TimeSpan> RunAsync(CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        try
        {
            await groups.RefreshAsync(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.NotGrouped(failure);
            _wishes.Writer.TryWrite(true);
            return AfterFailure;
        }

        // As long as it worked: in a storm at most half of one processor goes into grouping. With more, a storm is one row too late.
        var pause = clock.GetElapsedTime(started);
        return pause < Pace ? Pace : pause;
    }
}
