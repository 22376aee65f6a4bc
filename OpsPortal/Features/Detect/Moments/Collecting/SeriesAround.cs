using System.Runtime.CompilerServices;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Estate.Mapping;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Monitors.Components;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>Charts from the portal's own store: what monitors watch with its levels, then whatever else moved most.</summary>
internal sealed class SeriesAround(MetricStore store, SeriesIndex index, Catalogue catalogue)
{
    private const int MostWatched = 6;
    private const int MostOwn = 4;

    /// <summary>Of the neighbours, and only what moved more than this.</summary>
    private const int MostNear = 3;
    private const double Moved = 1.2;

    /// <summary>Series that are read to find out which moved.</summary>
    private const int MostRead = 300;

    private readonly ConditionalWeakTable<MetricSeries, Known> _services = [];

    /// <summary>Charts, and how many metrics are left that are not drawn.</summary>
    public async Task<(IReadOnlyList<MomentChart> Charts, int Hidden)> ReadAsync(Moment moment, IReadOnlyList<Monitor> monitors, CancellationToken stopping)
    {
        if (moment.Services.Count == 0 && monitors.Count == 0) return ([], 0);
        var near = Near(moment);
        await using var scan = await store.ScanAsync(stopping);
        var (charts, seen) = (new List<MomentChart>(), new HashSet<long>());
        foreach (var monitor in monitors)
        {
            if (charts.Count == MostWatched) break;
            foreach (var (service, watched) in await WatchedAsync(monitor, near, stopping))
            {
                seen.UnionWith(watched.Select(one => one.Id));
                var threshold = monitor.Draft.ThresholdFor(service);
                if (await DrawAsync(scan, moment, watched, threshold.Reading, drawing => drawing.Chart(monitor.Name, service, MonitorWords.Limits(threshold), monitor.Number), stopping) is { } chart) charts.Add(chart);
            }
        }

        var others = new List<MomentChart>();
        var groups = near.Where(one => !seen.Contains(one.Key.Id) && IsTelling(one.Key)).GroupBy(one => (Service: one.Value, one.Key.Name))
            .OrderBy(group => group.Key.Service != moment.Service).ThenBy(group => group.Key.Name, StringComparer.Ordinal).ToList();
        var read = 0;
        foreach (var group in groups)
        {
            if (read >= MostRead) break;
            var some = group.Select(one => one.Key).OrderBy(one => one.Id).Take(MostRead - read).ToList();
            read += some.Count;
            if (await DrawAsync(scan, moment, some, IsCounter(group.Key.Name) ? Reading.Rate : Reading.Value, drawing => drawing.Chart(group.Key.Name, group.Key.Service, [], null), stopping) is { } chart) others.Add(chart);
        }

        var told = others.Where(chart => chart.Service == moment.Service).OrderByDescending(chart => chart.Change).Take(MostOwn)
            .Concat(others.Where(chart => chart.Service != moment.Service && chart.Change > Moved).OrderByDescending(chart => chart.Change).Take(MostNear)).ToList();
        return ([.. charts.Take(MostWatched), .. told], groups.Count - told.Count);
    }

    private static async Task<MomentChart?> DrawAsync(MetricScan scan, Moment moment, IEnumerable<MetricSeries> series, Reading reading, Func<Drawing, MomentChart?> draw, CancellationToken stopping)
    {
        var drawing = new Drawing(moment, reading);
        foreach (var one in series)
        {
            var line = drawing.Begin(one.Labels);
            await scan.RunAsync(one, moment.From.ToUnixTimeMilliseconds(), moment.To.ToUnixTimeMilliseconds(), line.Feed, stopping);
            line.End();
        }

        return draw(drawing);
    }

    /// <summary>What a monitor looks at, by service.</summary>
    private async Task<IEnumerable<(string Service, List<MetricSeries> Series)>> WatchedAsync(Monitor monitor, Dictionary<MetricSeries, string> near, CancellationToken stopping)
    {
        if (monitor.Draft.Target is not MetricTarget metric || MetricSelector.Parse(metric.Selector) is not Domain.Kernel.Outcome<MetricSelector>.Done(var selector)) return [];
        var found = await store.FindAsync(selector, stopping);
        return monitor.Service.Length > 0 ? [(monitor.Service, [.. found.Take(MostRead)])]
            : found.Where(near.ContainsKey).Take(MostRead).GroupBy(one => near[one]).Select(group => (group.Key, group.ToList()));
    }

    /// <summary>The series of the services, each with its service.</summary>
    private Dictionary<MetricSeries, string> Near(Moment moment)
    {
        var (mapping, keys, near) = (catalogue.Mapping, moment.Keys.ToHashSet(StringComparer.Ordinal), new Dictionary<MetricSeries, string>());
        if (keys.Count == 0) return near;
        foreach (var series in index.All)
        {
            if (ServiceOf(series, mapping) is { } service && keys.Contains(service)) near[series] = service;
        }

        return near;
    }

    /// <summary>Asking the rules of a hundred thousand series would take its time; the answer holds as long as the rules do.</summary>
    private string? ServiceOf(MetricSeries series, ServiceMapping mapping)
    {
        if (_services.TryGetValue(series, out var known) && known.Mapping == mapping) return known.Service;
        var service = mapping.Find(series.Labels)?.Value;
        _services.AddOrUpdate(series, new(mapping, service));
        return service;
    }

    /// <summary>Buckets of histograms say nothing one by one; results of probes are told in words.</summary>
    private static bool IsTelling(MetricSeries series) =>
        !series.Name.EndsWith("_bucket", StringComparison.Ordinal) && !series.Name.StartsWith("probe_", StringComparison.Ordinal) && !series.Name.StartsWith("portal_", StringComparison.Ordinal);

    private static bool IsCounter(string name) =>
        name.EndsWith("_total", StringComparison.Ordinal) || name.EndsWith("_count", StringComparison.Ordinal) || name.EndsWith("_sum", StringComparison.Ordinal);

    private sealed record Known(ServiceMapping Mapping, string? Service);
}
