using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Signals;

namespace OpsPortal.Features.Detect.Metrics.Writer;

/// <summary>
/// The one writer of metrics: makes whatever has arrived durable in one commit to the log, then answers every sender.
/// From time to time the log is turned into chunks.
/// </summary>
internal sealed class MetricWriter(MetricPath path, MetricDisk disk, SeriesIndex index, IOptions<MetricOptions> options, MetricFeedback feedback) : BackgroundService
{
    /// <summary>Up to so many points go into one commit.</summary>
    private const int MostPoints = 65_536;

    private const long LargeLog = 64L << 20;
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromMinutes(5);

    private long _nextId;
    private long _logged;
    private long _carried;
    private DateTimeOffset _checkedAt;
    private bool _ready;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryLoadAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var consignments = await NextAsync(stoppingToken);
            if (consignments.Count > 0) await WorkAsync(consignments, stoppingToken);
            var due = feedback.Now - _checkedAt >= CheckpointEvery || _logged > LargeLog + _carried;
            if (_ready && _logged > 0 && due) await CheckpointAsync(stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        path.Complete();
        await base.StopAsync(cancellationToken);
        while (path.Arrivals.TryRead(out var left)) left.Answer.TrySetResult(new(Taken.Unavailable, 0, ""));
    }

    private async Task<List<MetricConsignment>> NextAsync(CancellationToken stopping)
    {
        var taken = new List<MetricConsignment>();
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        if (_logged > 0) wait.CancelAfter(CheckpointEvery);
        try
        {
            if (!path.Arrivals.TryPeek(out _) && !await path.Arrivals.WaitToReadAsync(wait.Token)) return taken;
        }
        catch (OperationCanceledException)
        {
            return taken;
        }

        for (var points = 0; points < MostPoints && path.Arrivals.TryRead(out var consignment); points += consignment.Points.Count) taken.Add(consignment);
        return taken;
    }

    private async Task WorkAsync(List<MetricConsignment> consignments, CancellationToken stopping)
    {
        MetricBatch? batch = null;
        try
        {
            if (!_ready) await LoadAsync(stopping);
            batch = new MetricBatch(index, options.Value, _nextId, feedback.Now);
            foreach (var consignment in consignments)
            {
                if (batch.Unknown(consignment).ToList() is { Count: > 0 } unknown) await disk.RecallAsync(unknown, stopping);
                batch.Add(consignment);
            }

            if (batch.Count > 0)
            {
                await disk.CommitAsync(batch, stopping);
                batch.Apply();
                (_nextId, _logged) = (batch.NextId, _logged + batch.Log.WrittenCount);
            }

            feedback.Committed(batch.Count, consignments.Sum(consignment => consignment.Rejected));
            foreach (var consignment in consignments) consignment.Answer.TrySetResult(new(Taken.Stored, consignment.Rejected, consignment.Why));
        }
        catch (Exception failure)
        {
            // Whether the commit reached the disk is not certain: the log is read again before the next try.
            batch?.GiveUp();
            _ready = false;
            feedback.Failed(consignments.Count, failure);
            foreach (var consignment in consignments) consignment.Answer.TrySetResult(new(Taken.Unavailable, 0, ""));
        }
    }

    private async Task CheckpointAsync(CancellationToken stopping)
    {
        try
        {
            _carried = await disk.CheckpointAsync(stopping);
            (_logged, _checkedAt) = (0, feedback.Now);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            feedback.StoppedEarly();
        }
        catch (Exception failure)
        {
            // The log still holds everything; reading it anew leaves no doubt what is in chunks already.
            _ready = false;
            _checkedAt = feedback.Now;
            feedback.Failed(0, failure);
        }
    }

    private async Task TryLoadAsync(CancellationToken stopping)
    {
        try
        {
            await LoadAsync(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            feedback.Failed(0, failure);
        }
    }

    private async Task LoadAsync(CancellationToken stopping)
    {
        _nextId = await disk.LoadAsync(stopping);
        (_ready, _checkedAt, _logged) = (true, feedback.Now, index.Count > 0 ? 1 : 0);
        feedback.Ready();
    }
}
