using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Features.Detect.Monitors.Components;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Looking;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>What monitors saw that look beyond the portal's own store: probes, and servers of metrics.</summary>
internal sealed class MonitorsAround(HistoryReader history)
{
    private const int MostProbes = 12;

    /// <summary>Each asks a server elsewhere.</summary>
    private const int MostRemote = 3;

    /// <summary>In the order of the monitors.</summary>
    public async Task<IReadOnlyList<ProbeFinding>> ProbesAsync(Moment moment, IReadOnlyList<Monitor> monitors, CancellationToken stopping)
    {
        var found = new List<ProbeFinding>();
        foreach (var monitor in monitors.Where(monitor => monitor.Service.Length > 0 && monitor.Draft.Target is ProbeTarget).Take(MostProbes))
        {
            var target = (ProbeTarget)monitor.Draft.Target;
            var up = await SamplesAsync(target with { Result = ProbeResult.Up }, monitor, moment, stopping);
            if (up.Count == 0) continue;
            var took = await SamplesAsync(target with { Result = ProbeResult.Duration }, monitor, moment, stopping);
            var failed = up.Where(sample => sample.Value < 1).ToList();
            found.Add(new(monitor.Number, monitor.Name, monitor.Service, target.Words, up.Count, failed.Count,
                failed.Count > 0 ? At(failed[0]) : null, failed.Count > 0 ? At(failed[^1]) : null, took.Count > 0 ? took.Max(sample => sample.Value) : null));
        }

        return found;
    }

    /// <summary>Charts of queries to Prometheus, with a link to it.</summary>
    public async Task<IReadOnlyList<MomentChart>> RemoteAsync(Moment moment, IReadOnlyList<Monitor> monitors, CancellationToken stopping)
    {
        var (from, to) = (moment.From.ToUnixTimeMilliseconds(), moment.To.ToUnixTimeMilliseconds());
        var charts = new List<MomentChart>();
        foreach (var monitor in monitors.Where(monitor => monitor.Service.Length > 0 && monitor.Draft.Target is PrometheusTarget).Take(MostRemote))
        {
            var target = (PrometheusTarget)monitor.Draft.Target;
            var drawing = new Drawing(moment, Reading.Value);
            await history.EachAsync(target, monitor.Number, from, to, TimeSpan.FromSeconds(15), labels =>
            {
                var line = drawing.Begin(labels);
                return new(line.Feed, line.End);
            }, stopping);
            if (drawing.Chart(monitor.Name, monitor.Service, MonitorWords.Limits(monitor.Draft.ThresholdFor(monitor.Service)), monitor.Number) is { } chart)
                charts.Add(chart with { Origin = $"{target.Server.TrimEnd('/')}/graph?g0.tab=0&g0.range_input=45m&g0.end_input={moment.To:yyyy-MM-dd%20HH:mm:ss}&g0.expr={Uri.EscapeDataString(target.Query)}" });
        }

        return charts;
    }

    private async Task<List<Sample>> SamplesAsync(ProbeTarget target, Monitor monitor, Moment moment, CancellationToken stopping)
    {
        var samples = new List<Sample>();
        await history.EachAsync(target, monitor.Number, moment.From.ToUnixTimeMilliseconds(), moment.To.ToUnixTimeMilliseconds(), monitor.Draft.Every,
            _ => new(part => samples.AddRange(part), static () => { }), stopping);
        return samples;
    }

    private static DateTimeOffset At(Sample sample) => DateTimeOffset.FromUnixTimeMilliseconds(sample.At);
}
