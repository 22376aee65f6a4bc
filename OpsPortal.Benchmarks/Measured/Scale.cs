namespace OpsPortal.Benchmarks.Measured;

/// <summary>How thorough a run is.</summary>
/// <param name="Rounds">Of each peer, alternating.</param>
/// <param name="Load">How long one load lasts.</param>
/// <param name="Kills">How often the portal is killed.</param>
/// <param name="Probes">Alerts watched on their way to the browser.</param>
/// <param name="Events">In the queue's database; a tenth of them is open.</param>
/// <param name="Calls">Of each query.</param>
/// <param name="Starts">Of the portal.</param>
/// <param name="Idle">How long the portal is left alone before its memory counts.</param>
internal sealed record Scale(int Rounds, TimeSpan Load, int Kills, int Probes, int Events, int Calls, int Starts, TimeSpan Idle)
{
    public static Scale Full { get; } = new(3, TimeSpan.FromSeconds(10), 20, 100, 1_000_000, 200, 5, TimeSpan.FromSeconds(60));

    /// <summary>To see that everything runs; its numbers carry no weight.</summary>
    public static Scale Quick { get; } = new(1, TimeSpan.FromSeconds(3), 3, 10, 20_000, 20, 2, TimeSpan.FromSeconds(5));
}
