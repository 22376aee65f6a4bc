using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Monitors.History;

namespace OpsPortal.Features.Improve.Reports.Kinds.Estate;

/// <summary>Foresees, from how it went so far, when what a capacity monitor watches reaches its limit.</summary>
internal interface IForesight
{
    /// <summary>UTC, by series; without those that no trend leads to their limit, and empty where the history cannot be read.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> OfAsync(Monitor monitor, CancellationToken stopping);
}

/// <summary>As the page of the monitor says it.</summary>
internal sealed class MonitorForesight(BreachForecasts forecasts) : IForesight
{
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> OfAsync(Monitor monitor, CancellationToken stopping) => forecasts.OfAsync(monitor, stopping);
}
