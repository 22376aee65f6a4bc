using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Monitors.Looking;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>One pass through history that judges the draft and the setting in force together, so that samples are unpacked once.</summary>
/// <param name="points">Width of the chart in points; 0: none is wanted.</param>
internal sealed class BackTestPass(MonitorDraft draft, MonitorDraft? current, long from, long to, int points)
{
    private readonly BackTest _draft = new(draft.ThresholdFor(""));
    private readonly BackTest? _current = current is null || !current.Target.Equals(draft.Target) ? null : new(current.ThresholdFor(""));
    private readonly List<(string Series, LineBuilder Line)> _lines = [];
    private readonly HashSet<string> _services = [];
    private long _samples;

    public long From => from;

    public long To => to;

    /// <summary>The services whose events count; empty: nothing says which.</summary>
    public IReadOnlySet<string> Services => _services;

    public SeriesSink Begin(LabelSet labels)
    {
        var service = draft.Service.Length > 0 ? draft.Service : labels["service"];
        if (service.Length > 0) _services.Add(service);
        var name = Words(labels, draft);
        var asDrafted = _draft.Begin(name, draft.ThresholdFor(service));
        var asIs = _current?.Begin(name, current!.ThresholdFor(service));
        var line = points == 0 ? null : new LineBuilder(from, to, points, draft.ThresholdFor(service).Reading);
        return new(samples =>
        {
            _samples += samples.Length;
            asDrafted.Feed(samples);
            asIs?.Feed(samples);
            line?.Feed(samples);
        }, () =>
        {
            asDrafted.End(to);
            asIs?.End(to);
            if (line is not null) _lines.Add((name, line));
        });
    }

    public BackTestReport Report(IReadOnlyList<WorkedTime> worked, DateTimeOffset since, DateTimeOffset until)
    {
        var verdict = _draft.Judge(worked);
        var inForce = _current?.Judge(worked);
        var past = (inForce ?? verdict).Series.SelectMany(series => series.Firings)
            .Select(firing => new PastFiring(firing, worked.Any(time => firing.Overlaps(time.From, time.Until)))).ToList();
        var basis = current is not null && inForce is not null ? current : draft;
        var advice = TuningAdvice.From(past, basis.Levels.MinBy(level => level.Severity)!, basis.For);
        var fired = verdict.Series.ToLookup(series => series.Series, series => series.Firings.Sum(firing => firing.Until - firing.From));
        var lines = _lines.OrderByDescending(line => fired[line.Series].Sum()).Take(BackTestMonitor.MostLines).Select(line => new ChartLine(line.Series, line.Line.Buckets)).ToList();
        return new(since, until, verdict, inForce, advice, worked, lines, draft.ThresholdFor(draft.Service), _samples);
    }

    /// <summary>A series in words: its instance, and whatever else tells it from others.</summary>
    internal static string Words(LabelSet labels, MonitorDraft draft)
    {
        var rest = labels.Where(label => label.Name is not ("instance" or "service" or "job")).Select(label => $"{label.Name}={label.Value}").ToList();
        if (labels["instance"] is { Length: > 0 } instance) rest.Insert(0, instance);
        return rest.Count > 0 ? string.Join(' ', rest) : labels["service"] is { Length: > 0 } service ? service : draft.Target.Words;
    }
}
