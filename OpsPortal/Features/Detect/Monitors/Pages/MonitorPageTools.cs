using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Moments.Collecting;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.Components;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.Detect.Monitors.Tightening;
using OpsPortal.Live;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Features.Detect.Monitors.Pages;

/// <summary>What the chart of a monitor shows.</summary>
/// <param name="Why">Why there is nothing; null: there is.</param>
internal sealed record MonitorChart(long From, long To, IReadOnlyList<TimeLine> Lines, IReadOnlyList<TimeBand> Bands, Refusal? Why);

/// <summary>The acts of the page of a monitor, what makes it tighter, and where it learns of changes.</summary>
internal sealed class MonitorActs(EnableMonitor enable, DeleteMonitor delete, ITighterValues tighter, ChangeFeed feed, TimeProvider clock)
{
    public EnableMonitor Enable => enable;

    public DeleteMonitor Delete => delete;

    public ITighterValues Tighter => tighter;

    public TimeProvider Clock => clock;

    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, ChangeKind.Monitors, ChangeKind.EarlyLife, ChangeKind.Deployments);
}

/// <summary>What the page of a monitor needs.</summary>
internal sealed class MonitorPageTools(IMonitorQueries monitors, HistoryReader history, ForecastMonitor forecast, WorkBands work, MonitorActs acts)
{
    private const int Points = 360;

    public IMonitorQueries Monitors => monitors;

    /// <summary>What makes it tighter than usual now, the tightest first; empty: nothing.</summary>
    public async Task<IReadOnlyList<TighterValue>> TighterAsync(MonitorView view, CancellationToken stopping)
    {
        var found = (await acts.Tighter.NowAsync(stopping))[view.Row.Number].Where(value => TighterLevel.IsTighter(view.Draft.Levels, value.Value)).OrderBy(value => value.Value);
        return TighterLevel.Warning(view.Draft.Levels).Side == Side.Above ? [.. found] : [.. found.Reverse()];
    }

    public EnableMonitor Enable => acts.Enable;

    public DeleteMonitor Delete => acts.Delete;

    public PageSubscription Follow(Func<Task> refresh) => acts.Follow(refresh);

    /// <summary>The first series of a monitor over the past hours, and when each of its series fired.</summary>
    public async Task<MonitorChart> ChartAsync(MonitorView view, int hours, CancellationToken stopping)
    {
        var now = acts.Clock.GetUtcNow();
        var (from, to) = (now.AddHours(-hours).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        var step = TimeSpan.FromMilliseconds(Math.Max(view.Draft.Every.TotalMilliseconds, (to - from) / (double)Points));
        var (lines, services) = (new List<TimeLine>(), new HashSet<string>(StringComparer.Ordinal));
        var read = await history.EachAsync(view.Draft.Target, view.Row.Number, from, to, step, labels =>
        {
            services.Add(view.Draft.Service.Length > 0 ? view.Draft.Service : labels["service"]);
            if (lines.Count == BackTestMonitor.MostLines) return new(static _ => { }, static () => { });
            var line = new LineBuilder(from, to, Points, view.Draft.ThresholdFor("").Reading);
            return new(line.Feed, () =>
            {
                if (line.Buckets.Count > 0) lines.Add(new(BackTestPass.Words(labels, view.Draft), [.. line.Buckets.Select(bucket => new TimePoint(bucket.At, bucket.Min, bucket.Mean, bucket.Max))]));
            });
        }, stopping);
        return new(from, to, lines, [.. await work.ReadAsync([.. services.Where(service => service.Length > 0).Select(service => new ServiceKey(service))], now.AddHours(-hours), now, stopping), .. Bands(view, from, to)], read.Refusal);
    }

    public async Task<IReadOnlyList<SeriesForecast>> ForecastAsync(MonitorView view, CancellationToken stopping)
    {
        var monitor = new Monitor { Number = view.Row.Number, Draft = view.Draft };
        return await forecast.RunAsync(monitor, stopping) is Outcome<IReadOnlyList<SeriesForecast>>.Done(var found) ? found : [];
    }

    private static IEnumerable<TimeBand> Bands(MonitorView view, long from, long to)
    {
        foreach (var series in view.Turns.Reverse().GroupBy(turn => turn.Series))
        {
            MonitorTurn? open = null;
            foreach (var turn in series)
            {
                var at = turn.At.ToUnixTimeMilliseconds();
                if (open is not null && at >= from) yield return Band(open, at);
                open = turn.To is Phase.Firing or Phase.NoData ? turn : null;
            }

            if (open is not null) yield return Band(open, to);
        }

        TimeBand Band(MonitorTurn turn, long until) => new(Math.Max(from, turn.At.ToUnixTimeMilliseconds()), until, $"{turn.Series}: {MonitorWords.State(turn.To, turn.Severity)}", MonitorWords.Css(turn.Severity ?? MonitorSeverity.Warning));
    }
}
