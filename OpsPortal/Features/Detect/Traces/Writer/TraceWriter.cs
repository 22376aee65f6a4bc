using OpsPortal.Features.Detect.Signals;

namespace OpsPortal.Features.Detect.Traces.Writer;

/// <summary>The one writer of traces: makes whatever has arrived durable in one commit, then answers every sender.</summary>
internal sealed class TraceWriter(TracePath path, TraceCommit commit, TraceFeedback feedback) : BackgroundService
{
    /// <summary>Up to about so many spans go into one commit.</summary>
    private const int MostSpans = 20_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await path.Arrivals.WaitToReadAsync(stoppingToken))
            {
                var consignments = new List<SpanConsignment>();
                for (var spans = 0; spans < MostSpans && path.Arrivals.TryRead(out var next); spans += next.Spans.Count) consignments.Add(next);
                await WorkAsync(consignments, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            feedback.Stopped();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        path.Complete();
        await base.StopAsync(cancellationToken);
        while (path.Arrivals.TryRead(out var left)) left.Answer.TrySetResult(new(Taken.Unavailable, 0, ""));
    }

    private async Task WorkAsync(List<SpanConsignment> consignments, CancellationToken stopping)
    {
        try
        {
            var stored = await commit.RunAsync(consignments, stopping);
            feedback.Committed(stored, consignments.Sum(consignment => consignment.Rejected));
            foreach (var consignment in consignments) consignment.Answer.TrySetResult(new(Taken.Stored, consignment.Rejected, consignment.Why));
        }
        catch (Exception failure)
        {
            // Whether the commit reached the disk is not certain; a span that then comes twice is shown once.
            feedback.Failed(consignments.Count, failure);
            foreach (var consignment in consignments) consignment.Answer.TrySetResult(new(Taken.Unavailable, 0, ""));
        }
    }
}
