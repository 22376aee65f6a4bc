using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Domain.Detect.Monitors.History;

/// <summary>A firing of the past and whether people worked on it.</summary>
public readonly record struct PastFiring(Firing Firing, bool Worked);

/// <summary>What the outcomes of past firings say about a setting.</summary>
/// <param name="Level">A level that would have kept every worked firing and left out as much noise as can be; null: none is better.</param>
/// <param name="LevelDrops">How many firings that nobody worked that level leaves out.</param>
/// <param name="For">A duration that would have done the same; null: none is better.</param>
/// <param name="ForDrops">How many firings that nobody worked that duration leaves out.</param>
public sealed record Advice(int Worked, int Noise, double? Level, int LevelDrops, TimeSpan? For, int ForDrops);

/// <summary>Learns from outcomes: what people worked on is to be kept, what nobody worked on is noise.</summary>
public static class TuningAdvice
{
    /// <summary>Fewer worked firings than this teach nothing.</summary>
    public const int LeastWorked = 2;

    /// <summary>The level of the advice stays this part of the distance below the mildest worked peak.</summary>
    private const double Margin = 0.1;

    /// <param name="mildest">The level at which firing begins.</param>
    /// <param name="hold">The present <see cref="Threshold.For"/>.</param>
    public static Advice From(IReadOnlyList<PastFiring> past, Level mildest, TimeSpan hold)
    {
        var worked = past.Where(firing => firing.Worked).Select(firing => firing.Firing).ToList();
        var noise = past.Where(firing => !firing.Worked).Select(firing => firing.Firing).ToList();
        if (worked.Count < LeastWorked || noise.Count == 0) return new(worked.Count, noise.Count, null, 0, null, 0);
        var (level, levelDrops) = LevelFor(worked, noise, mildest);
        var (held, forDrops) = HoldFor(worked, noise, hold);
        return new(worked.Count, noise.Count, level, levelDrops, held, forDrops);
    }

    private static (double? Level, int Drops) LevelFor(List<Firing> worked, List<Firing> noise, Level mildest)
    {
        if (worked.Exists(firing => double.IsNaN(firing.Peak))) return (null, 0);
        var above = mildest.Side == Side.Above;
        var nearest = above ? worked.Min(firing => firing.Peak) : worked.Max(firing => firing.Peak);
        var level = Rounded(nearest - ((nearest - mildest.Value) * Margin), mildest.Value, nearest, above);
        var drops = noise.Count(firing => above ? firing.Peak <= level : firing.Peak >= level);
        return drops > 0 && level != mildest.Value ? (level, drops) : (null, 0);
    }

    /// <summary>The shortest number of digits that still lies between the present level and the mildest worked peak.</summary>
    private static double Rounded(double level, double present, double nearest, bool above)
    {
        for (var digits = 1; digits <= 15; digits++)
        {
            var scale = Math.Pow(10, digits - 1 - Math.Floor(Math.Log10(Math.Max(Math.Abs(level), 1e-300))));
            var rounded = above ? Math.Floor(level * scale) / scale : Math.Ceiling(level * scale) / scale;
            var keeps = above ? rounded < nearest && rounded > present + ((level - present) / 2) : rounded > nearest && rounded < present + ((level - present) / 2);
            if (keeps) return rounded;
        }

        return level;
    }

    private static (TimeSpan? For, int Drops) HoldFor(List<Firing> worked, List<Firing> noise, TimeSpan hold)
    {
        // A firing lasts from the end of the hold; one that lasts longer than some span survives a hold longer by that span.
        var shortest = worked.Min(firing => firing.Ended ? firing.Duration : TimeSpan.MaxValue);
        if (shortest == TimeSpan.MaxValue) return (null, 0);
        var more = TimeSpan.FromMinutes(Math.Floor(shortest.TotalMinutes * (1 - Margin)));
        var drops = noise.Count(firing => firing.Ended && firing.Duration < more);
        return drops > 0 && more > TimeSpan.Zero ? (hold + more, drops) : (null, 0);
    }
}
