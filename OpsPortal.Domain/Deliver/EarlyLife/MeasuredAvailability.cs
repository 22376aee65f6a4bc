namespace OpsPortal.Domain.Deliver.EarlyLife;

/// <summary>A stretch of time (UTC), its end not part of it.</summary>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To);

/// <summary>How much of the time something was available, of the time that is known and was not planned to be without it.</summary>
public static class MeasuredAvailability
{
    /// <summary>In percent; null where nothing is known.</summary>
    /// <param name="known">When somebody looked; stretches may overlap.</param>
    /// <param name="down">When it was not available.</param>
    /// <param name="planned">When it was planned that it need not be.</param>
    public static double? Percent(IEnumerable<Stretch> known, IEnumerable<Stretch> down, IEnumerable<Stretch> planned)
    {
        List<(DateTimeOffset At, int Known, int Down, int Planned)> edges = [.. Edges(known, 1, 0, 0), .. Edges(down, 0, 1, 0), .. Edges(planned, 0, 0, 1)];
        edges.Sort((one, other) => one.At.CompareTo(other.At));
        var (looked, unplanned, missing) = (0, TimeSpan.Zero, TimeSpan.Zero);
        var (downs, plans) = (0, 0);
        for (var at = 0; at < edges.Count; at++)
        {
            (looked, downs, plans) = (looked + edges[at].Known, downs + edges[at].Down, plans + edges[at].Planned);
            if (at + 1 == edges.Count || looked == 0 || plans > 0) continue;
            var length = edges[at + 1].At - edges[at].At;
            unplanned += length;
            if (downs > 0) missing += length;
        }

        return unplanned > TimeSpan.Zero ? 100 * (1 - (missing / unplanned)) : null;
    }

    private static IEnumerable<(DateTimeOffset At, int Known, int Down, int Planned)> Edges(IEnumerable<Stretch> stretches, int known, int down, int planned) =>
        stretches.Where(stretch => stretch.To > stretch.From).SelectMany(stretch => new[] { (stretch.From, known, down, planned), (stretch.To, -known, -down, -planned) });
}
