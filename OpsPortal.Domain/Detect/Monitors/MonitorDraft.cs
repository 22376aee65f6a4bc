using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>Other levels for one service.</summary>
/// <param name="For">Null: as for all.</param>
public sealed record OwnLevels(string Service, IReadOnlyList<Level> Levels, TimeSpan? For = null);

/// <summary>All that a person says about a monitor. Nothing of it is believed before <see cref="DraftCheck"/> has seen it.</summary>
public sealed record MonitorDraft
{
    public const int MaxNameLength = 120;
    public const int MaxServiceLength = 120;
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    /// <summary>What people call it; also the <c>alertname</c> of its signals. No two monitors share one.</summary>
    public required string Name { get; init; }

    public MonitorKind Kind { get; init; }

    /// <summary>The service it watches; empty: each series tells by its own label <c>service</c>.</summary>
    public string Service { get; init; } = "";

    public required MonitorTarget Target { get; init; }

    /// <summary>How often it is evaluated.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>One to four rungs.</summary>
    public required IReadOnlyList<Level> Levels { get; init; }

    public TimeSpan For { get; init; }

    public MissingPolicy NoData { get; init; }

    /// <summary>Null: four times <see cref="Every"/>, at least two minutes.</summary>
    public TimeSpan? NoDataAfter { get; init; }

    /// <summary>Null: always.</summary>
    public WatchSchedule? Schedule { get; init; }

    public IReadOnlyList<OwnLevels> Overrides { get; init; } = [];

    /// <summary>For a capacity: the value that means full; null: the worst level.</summary>
    public double? Full { get; init; }

    /// <summary>The threshold for a service, its override applied.</summary>
    public Threshold ThresholdFor(string service)
    {
        var own = service.Length == 0 ? null : Overrides.FirstOrDefault(other => other.Service == service);
        var silent = NoDataAfter ?? (Every * 4 > TimeSpan.FromMinutes(2) ? Every * 4 : TimeSpan.FromMinutes(2));
        var reading = Target is MetricTarget metric ? metric.Reading : Reading.Value;
        return new(own?.Levels ?? Levels, own?.For ?? For, NoData, silent, Schedule, reading);
    }

    /// <summary>When it is due next after an instant: every monitor has a place of its own in the interval, so that not all come at once.</summary>
    public DateTimeOffset DueAfter(DateTimeOffset at, MonitorNumber number)
    {
        var every = Math.Max(1, (long)Every.TotalMilliseconds);

        // Multiplicative hashing: consecutive numbers land far apart.
        var place = (long)((ulong)number.Value * 11400714819323198485UL >> 33) % every;
        var since = at.ToUnixTimeMilliseconds() - place;
        return DateTimeOffset.FromUnixTimeMilliseconds((((since / every) + 1) * every) + place);
    }
}
