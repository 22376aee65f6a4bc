using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Traces.Store;

namespace OpsPortal.Features.Detect.Moments;

/// <summary>Collects what the portal knows around the moment of an event.</summary>
public interface IMoments
{
    /// <param name="by">Who asks; log lines are for those who may read signals.</param>
    Task<MomentFindings> AroundAsync(EventRow row, Actor by, DateTimeOffset now, CancellationToken stopping);

    /// <summary>One trace with its spans; null where it is no longer kept.</summary>
    Task<(TraceSummary Trace, Waterfall Spans)?> TraceAsync(string id, CancellationToken stopping);
}
