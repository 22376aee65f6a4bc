using System.Collections.Concurrent;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>
/// When what a capacity monitor warns of will be full: what makes a warning urgent. Two weeks are read for it, so it is asked only while
/// something fires, and kept for an hour.
/// </summary>
internal sealed class BreachForecasts(ForecastMonitor forecast, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<MonitorNumber, Foreseen> _foreseen = [];

    /// <summary>By series as <see cref="NameOf"/>; without those that no trend leads to their limit, and empty where the history cannot be read.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> OfAsync(Monitor monitor, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        if (_foreseen.TryGetValue(monitor.Number, out var known) && known.Version == monitor.Version && now - known.At < Kept) return known.Reaches;
        var outcome = await forecast.RunAsync(monitor, stopping);
        var reaches = outcome is Outcome<IReadOnlyList<SeriesForecast>>.Done(var forecasts)
            ? forecasts.Where(one => one.Forecast.Reaches is not null).DistinctBy(one => one.Series).ToDictionary(one => one.Series, one => WholeMinute(one.Forecast.Reaches!.Value), StringComparer.Ordinal)
            : [];
        _foreseen[monitor.Number] = new(monitor.Version, now, reaches);
        return reaches;
    }

    /// <summary>Nothing of it fires any more.</summary>
    public void Forget(MonitorNumber monitor) => _foreseen.TryRemove(monitor, out _);

    public static string NameOf(LabelSet labels, Monitor monitor) => BackTestPass.Words(labels, monitor.Draft);

    private static DateTimeOffset WholeMinute(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private sealed record Foreseen(int Version, DateTimeOffset At, IReadOnlyDictionary<string, DateTimeOffset> Reaches);
}
