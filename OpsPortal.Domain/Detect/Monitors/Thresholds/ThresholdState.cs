using System.Globalization;
using System.Runtime.CompilerServices;

namespace OpsPortal.Domain.Detect.Monitors.Thresholds;

/// <summary>How a series stands against its threshold.</summary>
public enum Phase
{
    /// <summary>Nothing has been heard yet.</summary>
    Unknown,
    Ok,

    /// <summary>A level is breached, not yet for long enough.</summary>
    Pending,
    Firing,

    /// <summary>Silent, and silence is alerted.</summary>
    NoData,

    /// <summary>Outside the hours in which it is watched.</summary>
    Off,
}

/// <summary>Since when each level has been breached, in milliseconds since 1970 UTC; 0: it is not.</summary>
[InlineArray(Threshold.MostLevels)]
public struct Clocks
{
    private long _first;
}

/// <summary>All that is remembered of a series between two evaluations; small, and written to the database as text.</summary>
public record struct ThresholdState
{
    private Clocks _breachedSince;

    public Phase Phase { get; set; }

    /// <summary>The worst level that fires, by its place in the ladder; -1 where none does.</summary>
    public int Worst { get; set; } = -1;

    /// <summary>One bit for each level that fires.</summary>
    public int Fires { get; set; }

    /// <summary>Since when it has been in this phase; milliseconds since 1970 UTC.</summary>
    public long Since { get; set; }

    /// <summary>Everything up to here has been judged.</summary>
    public long SeenTo { get; set; }

    /// <summary>From when on silence is measured: the last sample, or the beginning of watching.</summary>
    public long HeardAt { get; set; }

    /// <summary>The last sample as it came, for reading a rate; 0: none.</summary>
    public long RawAt { get; set; }

    public double Raw { get; set; }

    /// <summary>The last value that was judged; NaN: none.</summary>
    public double Value { get; set; } = double.NaN;

    /// <summary>The worst value since it fires.</summary>
    public double Peak { get; set; } = double.NaN;

    public ThresholdState()
    {
    }

    public static ThresholdState New { get; } = new();

    public readonly bool IsFiring => Phase is Phase.Firing or Phase.NoData;

    public readonly long BreachedSince(int level) => _breachedSince[level];

    internal void Breach(int level, long since) => _breachedSince[level] = since;

    internal void Forget() => (_breachedSince, Fires, Worst) = (default, 0, -1);

    /// <summary>Reads back exactly with <see cref="Parse"/>.</summary>
    public override readonly string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"1|{(int)Phase}|{Worst}|{Fires}|{Since}|{SeenTo}|{HeardAt}|{RawAt}|{Raw:R}|{Value:R}|{Peak:R}|{_breachedSince[0]}|{_breachedSince[1]}|{_breachedSince[2]}|{_breachedSince[3]}");

    /// <summary>A text that nobody wrote here gives <see cref="New"/>: watching then begins afresh.</summary>
    public static ThresholdState Parse(string text)
    {
        var parts = text.Split('|');
        if (parts.Length != 15 || parts[0] != "1") return New;
        var state = new ThresholdState
        {
            Phase = (Phase)Whole(1),
            Worst = (int)Whole(2),
            Fires = (int)Whole(3),
            Since = Whole(4),
            SeenTo = Whole(5),
            HeardAt = Whole(6),
            RawAt = Whole(7),
            Raw = Number(8),
            Value = Number(9),
            Peak = Number(10),
        };
        for (var level = 0; level < Threshold.MostLevels; level++) state.Breach(level, Whole(11 + level));
        return state;

        long Whole(int part) => long.TryParse(parts[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read : 0;
        double Number(int part) => double.TryParse(parts[part], NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? read : double.NaN;
    }
}
