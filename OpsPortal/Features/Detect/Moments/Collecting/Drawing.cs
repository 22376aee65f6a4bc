using System.Globalization;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Metrics.Codec;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>Makes one chart of several series, and measures how far they moved at the moment.</summary>
internal sealed class Drawing(Moment moment, Reading reading)
{
    /// <summary>More lines nobody tells apart; those that moved most are drawn.</summary>
    private const int MostLines = 4;

    private const int Points = 180;

    private static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(3);

    private readonly List<(TimeLine Line, double Change, double Before, double After)> _lines = [];

    public Line Begin(LabelSet labels) => new(this, labels);

    /// <summary>Null where there is nothing to draw.</summary>
    public MomentChart? Chart(string title, string service, IReadOnlyList<LimitLine> limits, MonitorNumber? monitor)
    {
        if (_lines.Count == 0) return null;
        var drawn = _lines.OrderByDescending(line => line.Change).Take(MostLines).ToList();
        var said = drawn[0] is var first && double.IsNaN(first.Before) ? $"{Round(first.After)}, and none before" : double.IsNaN(first.After) ? $"{Round(first.Before)} before, none since" : $"{Round(first.Before)} before, {Round(first.After)} after";
        if (drawn.Count > 1) said = $"{drawn[0].Line.Name}: {said}";
        if (_lines.Count > MostLines) said += string.Create(CultureInfo.InvariantCulture, $"; {MostLines} of {_lines.Count} series");
        return new(reading == Reading.Rate ? $"{title}, per second" : title, service, said, [.. drawn.Select(line => line.Line)], limits, monitor, drawn[0].Change);
    }

    private static string Round(double value) => TimeScale.Number(value == 0 ? 0 : Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12)));

    /// <summary>How many times its usual movement the mean moved; a series that begins or ends there has moved, once enough time has passed to tell.</summary>
    private double Change(double before, double after, IReadOnlyList<Bucket> buckets)
    {
        if (double.IsNaN(before) || double.IsNaN(after)) return moment.To - moment.At > LongSilence ? 1 : 0;
        var mean = buckets.Average(bucket => bucket.Mean);
        var spread = Math.Sqrt(buckets.Average(bucket => (bucket.Mean - mean) * (bucket.Mean - mean)));
        return spread < 1e-12 ? 0 : Math.Abs(after - before) / spread;
    }

    /// <summary>One series on its way into the chart.</summary>
    internal sealed class Line(Drawing chart, LabelSet labels)
    {
        private readonly LineBuilder _line = new(chart.From, chart.To, Points, chart.Reading);

        public void Feed(ReadOnlySpan<Sample> samples) => _line.Feed(samples);

        public void End()
        {
            if (_line.Buckets.Count == 0) return;
            var (before, after) = (Mean(bucket => bucket.At < chart.At), Mean(bucket => bucket.At >= chart.At));
            chart._lines.Add((new(Words, [.. _line.Buckets.Select(bucket => new TimePoint(bucket.At, bucket.Min, bucket.Mean, bucket.Max))]), chart.Change(before, after, _line.Buckets), before, after));
        }

        /// <summary>What tells it from the other series of the same metric and service.</summary>
        private string Words
        {
            get
            {
                var own = labels.Where(label => label.Name is not (MetricSeries.NameLabel or "service" or "namespace" or "job" or "environment")).Select(label => $"{label.Name}={label.Value}").ToList();
                return own.Count > 0 ? string.Join(' ', own) : labels["service"] is { Length: > 0 } service ? service : "value";
            }
        }

        private double Mean(Func<Bucket, bool> which) => _line.Buckets.Where(which).Select(bucket => bucket.Mean).DefaultIfEmpty(double.NaN).Average();
    }

    private long From => moment.From.ToUnixTimeMilliseconds();

    private long To => moment.To.ToUnixTimeMilliseconds();

    /// <summary>Where the stretch begins that holds the moment: lines are made of stretches, not of samples.</summary>
    private long At
    {
        get
        {
            var (at, width) = (moment.At.ToUnixTimeMilliseconds(), Math.Max(1000, (To - From) / Points));
            return at - (at % width);
        }
    }

    private Reading Reading => reading;
}
