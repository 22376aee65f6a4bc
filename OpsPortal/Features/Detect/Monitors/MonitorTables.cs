using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Detect.Monitors;

/// <summary>When a monitor is due, and what its last evaluation found. Beside the monitor, so that running does not collide with editing.</summary>
internal sealed class MonitorRun
{
    /// <summary>Longest <see cref="Said"/>, in characters.</summary>
    public const int MaxSaidLength = 500;

    public MonitorNumber Monitor { get; init; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>Whether an evaluation goes out over the network.</summary>
    public bool GoesOut { get; set; }

    public DateTimeOffset? RanAt { get; set; }

    /// <summary>The worst phase of its series.</summary>
    public Phase Phase { get; set; }

    /// <summary>How bad, where something fires.</summary>
    public MonitorSeverity? Severity { get; set; }

    /// <summary>Since when it has been in this phase.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>The value of the worst series; null: none.</summary>
    public double? Value { get; set; }

    /// <summary>How many series it watches, and how many of them fire.</summary>
    public int Series { get; set; }

    public int Firing { get; set; }

    /// <summary>What the last evaluation found, in words; what stood in its way.</summary>
    public string Said { get; set; } = "";
}

/// <summary>What is remembered of one series of a monitor between two evaluations.</summary>
internal sealed class MonitorSeriesState
{
    public MonitorNumber Monitor { get; init; }

    /// <summary>Fingerprint of <see cref="Labels"/>.</summary>
    public Fingerprint Series { get; init; }

    public required LabelSet Labels { get; init; }

    /// <summary>As <see cref="ThresholdState"/> writes itself.</summary>
    public required string State { get; set; }

    /// <summary>The labels of the signal that stands open for it; null: none does.</summary>
    public LabelSet? Raised { get; set; }

    public DateTimeOffset? RaisedAt { get; set; }
}

/// <summary>A change of phase or severity of one series: the history of a monitor.</summary>
public sealed class MonitorTurn
{
    public long Id { get; private set; }

    public MonitorNumber Monitor { get; init; }

    /// <summary>The series in words.</summary>
    public required string Series { get; init; }

    public DateTimeOffset At { get; init; }

    public Phase From { get; init; }

    public Phase To { get; init; }

    public MonitorSeverity? Severity { get; init; }

    public double? Value { get; init; }
}
