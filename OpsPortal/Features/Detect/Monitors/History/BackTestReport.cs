using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Detect.Metrics.Codec;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>One line of a chart.</summary>
public sealed record ChartLine(string Series, IReadOnlyList<Bucket> Buckets);

/// <summary>How a draft would have done, beside how the monitor as it is would have done.</summary>
/// <param name="Current">Null for a monitor that is not saved yet.</param>
/// <param name="Worked">What people worked on in that time, newest first.</param>
/// <param name="Lines">The series that fire most, for the chart; empty where no chart was asked for.</param>
/// <param name="Samples">How many samples were judged.</param>
public sealed record BackTestReport(
    DateTimeOffset From,
    DateTimeOffset To,
    BackTestVerdict Draft,
    BackTestVerdict? Current,
    Advice Advice,
    IReadOnlyList<WorkedTime> Worked,
    IReadOnlyList<ChartLine> Lines,
    Threshold Threshold,
    long Samples)
{
    /// <summary>The services whose series were judged.</summary>
    public IReadOnlyList<ServiceKey> Services { get; init; } = [];
}
