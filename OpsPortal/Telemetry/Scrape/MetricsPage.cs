using System.Diagnostics.Metrics;
using Prometheus;

namespace OpsPortal.Telemetry.Scrape;

/// <summary>What <c>/metrics</c> shows: the portal's own meter, requests, open events, and the process. One per host.</summary>
/// <remarks>The number of series is bounded: labels take their values from fixed lists, routes and the first few sources.</remarks>
internal sealed class MetricsPage : IDisposable
{
    /// <summary>The library drops a series that has not moved for a while; a day is the longest it waits.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly IDisposable _adapter;

    public MetricsPage(IMeterFactory meters, OpenEventsGauge openEvents, IEnumerable<IMeasured> measured)
    {
        DotNetStats.Register(Registry);
        Factory = Metrics.WithCustomRegistry(Registry);
        _adapter = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            Registry = Registry,
            MetricFactory = Factory,
            MetricsExpireAfter = Longest,
            InstrumentFilterPredicate = instrument => instrument.Meter.Name == PortalMeter.Name && instrument.Meter.Scope == meters,
            ResolveHistogramBuckets = Buckets,
        });
        openEvents.Show(Factory, Registry);

        // An instrument exists once the object that owns it does; those that nothing else has needed yet are made here.
        _ = measured.Count();
    }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public MetricFactory Factory { get; }

    public void Dispose() => _adapter.Dispose();

    private static double[] Buckets(Instrument instrument) => instrument.Name.EndsWith("_seconds", StringComparison.Ordinal)
        ? [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
        : Histogram.PowersOfTenDividedBuckets(0, 5, 4);
}
