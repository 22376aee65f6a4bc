using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals;

namespace OpsPortal.Features.Detect.Metrics;

/// <summary>One value of one series, on its way into the store.</summary>
/// <param name="Labels">With the name as label <c>__name__</c>.</param>
/// <param name="At">Milliseconds since 1970 UTC; later than what the series holds already.</param>
internal readonly record struct MetricPoint(LabelSet Labels, long At, double Value);

/// <summary>What became of points that were handed over.</summary>
/// <param name="Outcome">Stored: all that were not rejected are durable.</param>
/// <param name="Rejected">How many can never be stored; sending them again is of no use.</param>
/// <param name="Why">The reason for the first of them, in words; empty where none was rejected.</param>
internal readonly record struct Appended(Taken Outcome, int Rejected, string Why);
