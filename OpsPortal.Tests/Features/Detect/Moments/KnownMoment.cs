using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Features.Detect.Traces.Store;

namespace OpsPortal.Tests.Features.Detect.Moments;

/// <summary>Evidence of the test's own; nothing at all at first.</summary>
public sealed class KnownMoment : IMoments
{
    /// <summary>What is found; asked anew at every reading.</summary>
    public Func<EventRow, DateTimeOffset, MomentFindings> Found { get; set; } = Nothing;

    /// <summary>Completes when the reading may answer.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public Dictionary<string, (TraceSummary Trace, Waterfall Spans)> Traces { get; } = new(StringComparer.Ordinal);

    public static MomentFindings Nothing(EventRow row, DateTimeOffset now) => new(
        new(row.Number, LabelSet.Empty, [new("checkout", "Checkout", Nearness.Own), new("payments", "Payments", Nearness.Needed), new("storefront", "Storefront", Nearness.Needs)],
            row.FirstSeenAt, row.FirstSeenAt - Moment.Before, now), new([], [], 0), [], LogFindings.None, [], []);

    public async Task<MomentFindings> AroundAsync(EventRow row, Actor by, DateTimeOffset now, CancellationToken stopping)
    {
        await Ready.WaitAsync(stopping);
        return Found(row, now);
    }

    public Task<(TraceSummary Trace, Waterfall Spans)?> TraceAsync(string id, CancellationToken stopping) =>
        Task.FromResult(Traces.TryGetValue(id, out var known) ? known : ((TraceSummary, Waterfall)?)null);
}
