using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Store;

namespace OpsPortal.Features.Detect.Monitors.Looking;

/// <summary>One series as it is read: where its samples go, and what to do when there are no more.</summary>
internal readonly record struct SeriesSink(SampleSink Feed, Action End);

/// <summary>Reads the samples of whatever a monitor looks at: one way for evaluating live, for back-tests and for charts.</summary>
internal sealed class HistoryReader(MetricStore store, PrometheusClient prometheus)
{
    /// <summary>A monitor looks at no more series than this.</summary>
    public const int MostSeries = MetricStore.MostRead;

    /// <summary>Feeds every series, one after another, from its oldest sample to its newest.</summary>
    /// <param name="number">The monitor, where it is saved; null: a draft, which shares the history of its target.</param>
    /// <param name="from">Milliseconds since 1970 UTC, included; <paramref name="to"/> likewise.</param>
    /// <param name="step">Distance of samples where a server has to be asked for them.</param>
    /// <returns>How many series there are; refused where the selector cannot be read or the server does not answer.</returns>
    public async Task<Outcome<int>> EachAsync(MonitorTarget target, MonitorNumber? number, long from, long to, TimeSpan step, Func<LabelSet, SeriesSink> begin, CancellationToken stopping)
    {
        if (target is PrometheusTarget remote) return await prometheus.EachAsync(remote, from, to, step, begin, stopping);
        var parsed = MetricSelector.Parse(Selector(target, number));
        if (parsed is Outcome<MetricSelector>.Refused(var why)) return why;
        var found = await store.FindAsync(((Outcome<MetricSelector>.Done)parsed).Value, stopping);
        if (found.Count > MostSeries) return new Refusal("monitor.too-many-series", $"This means {found.Count} series. A monitor looks at no more than {MostSeries}: narrow it by a label.");
        await using var scan = await store.ScanAsync(stopping);
        foreach (var series in found)
        {
            var sink = begin(Identity(series.Labels));
            await scan.RunAsync(series, from, to, sink.Feed, stopping);
            sink.End();
        }

        return found.Count;
    }

    /// <summary>Whether it can be read at all; null: it can.</summary>
    public static Refusal? Check(MonitorTarget target) => target is MetricTarget metric ? MetricSelector.Parse(metric.Selector).Refusal : null;

    private static string Selector(MonitorTarget target, MonitorNumber? number) => target switch
    {
        MetricTarget metric => metric.Selector,
        ProbeTarget probe => Own(ProbeSeries.Name(probe.Result), probe.Words, number),
        PortalTarget portal => Own(ProbeSeries.Name(portal.Count), "", number),
        _ => "",
    };

    private static string Own(string name, string instance, MonitorNumber? number)
    {
        var quoted = instance.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var labels = new List<string>();
        if (instance.Length > 0) labels.Add($"instance=\"{quoted}\"");
        if (number is { } known) labels.Add($"monitor=\"{known}\"");
        return $"{name}{{{string.Join(",", labels)}}}";
    }

    /// <summary>What tells the series of one monitor apart: all labels but the name and the monitor's own.</summary>
    private static LabelSet Identity(LabelSet labels) => LabelSet.From(labels.Where(label => label.Name is not (MetricSeries.NameLabel or "monitor")));
}
