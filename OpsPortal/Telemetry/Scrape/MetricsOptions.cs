namespace OpsPortal.Telemetry.Scrape;

/// <summary>Who may read <c>/metrics</c>; section <c>OpsPortal:Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    /// <summary>
    /// Whether a scraper on this machine needs no key. A request that a reverse proxy passed on never counts as one from this machine.
    /// </summary>
    public bool AnonymousFromLoopback { get; init; } = true;
}
