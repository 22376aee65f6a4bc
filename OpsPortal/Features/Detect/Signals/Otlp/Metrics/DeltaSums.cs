using System.Runtime.InteropServices;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Signals.Otlp.Metrics;

/// <summary>Adds up what senders tell as growth since last time, so that all counters are kept the same way: as totals.</summary>
/// <remarks>After a restart totals begin anew at zero, which whoever reads a rate takes for what it is: a counter that began anew.</remarks>
internal sealed class DeltaSums
{
    /// <summary>More series than this are not added up; the store would not keep them either.</summary>
    public const int Most = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<LabelSet, double> _totals = [];

    /// <summary>The total with this growth; null: there are too many series.</summary>
    public double? Add(LabelSet series, double growth)
    {
        lock (_gate)
        {
            if (_totals.Count >= Most && !_totals.ContainsKey(series)) return null;
            ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, series, out _);
            return total += growth;
        }
    }
}
