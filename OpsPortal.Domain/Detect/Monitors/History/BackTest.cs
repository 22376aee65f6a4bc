using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Domain.Detect.Monitors.History;

/// <summary>Something that people worked on: an event that somebody acknowledged.</summary>
/// <param name="Name">As people call it, <c>EVT-1042</c>.</param>
/// <param name="From">Milliseconds since 1970 UTC.</param>
public sealed record WorkedTime(string Name, string Title, long From, long Until);

/// <summary>What one series would have done under a threshold.</summary>
/// <param name="Series">Its labels in words.</param>
/// <param name="Firings">Oldest first.</param>
public sealed record SeriesVerdict(string Series, IReadOnlyList<Firing> Firings);

/// <summary>How a threshold would have done over a stretch of history.</summary>
/// <param name="Firings">How often it would have fired, over all series.</param>
/// <param name="Duration">How long in all; series that fire at once count each.</param>
/// <param name="Overlapping">How many of the firings fell together with something that people worked on.</param>
/// <param name="WorkedSeen">Of what people worked on, how much a firing fell together with.</param>
public sealed record BackTestVerdict(int Firings, TimeSpan Duration, int Overlapping, int WorkedSeen, int Worked, IReadOnlyList<SeriesVerdict> Series)
{
    /// <summary>Firings that nobody would have needed.</summary>
    public int Noise => Firings - Overlapping;
}

/// <summary>Runs one threshold over the history of many series. Feed each series from its oldest sample to its newest, then ask.</summary>
public sealed class BackTest(Threshold threshold)
{
    private readonly List<SeriesVerdict> _verdicts = [];

    /// <summary>Begins a series.</summary>
    /// <param name="own">The threshold of its service where it has one of its own.</param>
    public Run Begin(string series, Threshold? own = null) => new(this, series, own ?? threshold);

    /// <summary>Every time must have been fed to its end before.</summary>
    public BackTestVerdict Judge(IReadOnlyList<WorkedTime> worked)
    {
        var (count, overlapping, duration) = (0, 0, TimeSpan.Zero);
        var seen = new bool[worked.Count];
        foreach (var firing in _verdicts.SelectMany(verdict => verdict.Firings))
        {
            count++;
            duration += firing.Duration;
            var any = false;
            for (var i = 0; i < worked.Count; i++)
            {
                if (!firing.Overlaps(worked[i].From, worked[i].Until)) continue;
                (any, seen[i]) = (true, true);
            }

            if (any) overlapping++;
        }

        return new(count, duration, overlapping, seen.Count(found => found), worked.Count, _verdicts);
    }

    /// <summary>One series on its way through history.</summary>
    public sealed class Run(BackTest test, string series, Threshold own)
    {
        private readonly ThresholdEvaluator _evaluator = new(own);
        private readonly List<Turn> _turns = [];
        private ThresholdState _state = ThresholdState.New;

        public void Feed(ReadOnlySpan<Sample> samples) => _evaluator.Feed(ref _state, samples, _turns);

        /// <summary>Nothing more comes; what fires is cut off here.</summary>
        public void End(long at)
        {
            _evaluator.Pass(ref _state, at, _turns);
            test._verdicts.Add(new(series, [.. Firings.Of(_turns, _state, at)]));
        }
    }
}
