using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Effectiveness;
using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>What a sum is kept apart by, without the time.</summary>
internal readonly record struct SumKey(Cube Cube, string Service, string Source, string Origin, EventType Type, Priority Priority)
{
    public static SumKey Total { get; } = new(Cube.Total, "", "", "", EventType.Informational, Priority.P1);

    public static SumKey Of(EventSum sum) => new(sum.Cube, sum.Service, sum.Source, sum.Origin, sum.Type, sum.Priority);
}

/// <summary>Counts that can be added to each other.</summary>
internal sealed class EventTally
{
    public long Events { get; set; }

    public long Signals { get; set; }

    public long HeldBack { get; set; }

    public long Grouped { get; set; }

    public long Actionable { get; set; }

    public long Noise { get; set; }

    public long Undecided { get; set; }

    public long Refired { get; set; }

    public long Flapped { get; set; }

    public long Skewed { get; set; }

    public LatencyHistogram Detected { get; } = new();

    public LatencyHistogram Shown { get; } = new();

    public LatencyHistogram Acknowledged { get; } = new();

    public LatencyHistogram Resolved { get; } = new();

    public AlertQuality Quality => new(Actionable, Noise, Undecided);

    public void Add(EventSum sum)
    {
        Events += sum.Events;
        Signals += sum.Signals;
        HeldBack += sum.HeldBack;
        Grouped += sum.Grouped;
        Actionable += sum.Actionable;
        Noise += sum.Noise;
        Undecided += sum.Undecided;
        Refired += sum.Refired;
        Flapped += sum.Flapped;
        Skewed += sum.Skewed;
        Detected.AddBytes(sum.Detected);
        Shown.AddBytes(sum.Shown);
        Acknowledged.AddBytes(sum.Acknowledged);
        Resolved.AddBytes(sum.Resolved);
    }

    public void Add(EventTally other)
    {
        Events += other.Events;
        Signals += other.Signals;
        HeldBack += other.HeldBack;
        Grouped += other.Grouped;
        Actionable += other.Actionable;
        Noise += other.Noise;
        Undecided += other.Undecided;
        Refired += other.Refired;
        Flapped += other.Flapped;
        Skewed += other.Skewed;
        Detected.Add(other.Detected);
        Shown.Add(other.Shown);
        Acknowledged.Add(other.Acknowledged);
        Resolved.Add(other.Resolved);
    }

    public EventSum ToSum(Grain grain, DateTimeOffset at, SumKey key) => new()
    {
        Grain = grain,
        Cube = key.Cube,
        At = at,
        Service = key.Service,
        Source = key.Source,
        Origin = key.Origin,
        Type = key.Type,
        Priority = key.Priority,
        Events = Events,
        Signals = Signals,
        HeldBack = HeldBack,
        Grouped = Grouped,
        Actionable = Actionable,
        Noise = Noise,
        Undecided = Undecided,
        Refired = Refired,
        Flapped = Flapped,
        Skewed = Skewed,
        Detected = Detected.ToBytes(),
        Shown = Shown.ToBytes(),
        Acknowledged = Acknowledged.ToBytes(),
        Resolved = Resolved.ToBytes(),
    };
}
