using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;

namespace OpsPortal.Benchmarks.Intake;

/// <summary>
/// Durable intake against Alertmanager's, which keeps alerts in memory: the same sender, the same alerts, the same time,
/// in alternating rounds on fresh stores. Both are warmed up with other alerts first.
/// </summary>
internal sealed class IntakeBenchmark(ServerPark servers, Scale scale, TimeProvider clock)
{
    internal const int Connections = 8;
    private const double Reach = 3;

    /// <summary>Other alerts than the measured ones; enough to raise, repeat and fold.</summary>
    private const int WarmUpAlerts = 10_000;

    /// <summary>Until the just-in-time compiler has seen enough of either path: on two cores that takes it some twenty seconds.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);

    public async Task RunAsync(Report report)
    {
        report.Say($"Durable intake: {scale.Rounds} rounds of {scale.Load.TotalSeconds:0} s each, {Connections} connections, {AlertBatch.Size} alerts a request.");
        var sender = await RoundAsync(ServerPark.DiscardAsync, 2_000);
        report.Add(Finding.Told("the sender alone, into a server that drops everything", Written.PerSecond(sender.Load.AlertsPerSecond)));
        foreach (var distinct in new[] { 2_000, 50_000 }) await CompareAsync(distinct, report);
    }

    private async Task CompareAsync(int distinct, Report report)
    {
        List<Round> alertmanager = [], portal = [], postgres = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            alertmanager.Add(await RoundAsync(ServerPark.AlertmanagerAsync, distinct));
            portal.Add(await RoundAsync(ServerPark.PortalAsync, distinct));
            postgres.Add(await RoundAsync(servers.PortalOnPostgresAsync, distinct));
        }

        var alerts = $"{Written.Number(distinct)} distinct alerts";
        var ours = Median(portal, round => round.Load.AlertsPerSecond);
        var theirs = Median(alertmanager, round => round.Load.AlertsPerSecond);
        report.Add(Finding.Held($"durable intake, {alerts}", $"≥ {Reach} × Alertmanager", Written.PerSecond(ours), ours >= Reach * theirs, Written.PerSecond(theirs), Written.Times(ours / theirs)));
        var there = Median(postgres, round => round.Load.AlertsPerSecond);
        report.Add(Finding.Told($"the same on PostgreSQL, {alerts}", Written.PerSecond(there), Written.PerSecond(theirs), Written.Times(there / theirs)));
        Compare("first arrival of each", round => round.Load.FirstPass is { } pass ? distinct / pass.TotalSeconds : round.Load.AlertsPerSecond, Written.PerSecond);
        Compare("median of a request", round => round.Load.P50.TotalMilliseconds, value => Written.Milliseconds(TimeSpan.FromMilliseconds(value)));
        Compare("p99 of a request", round => round.Load.P99.TotalMilliseconds, value => Written.Milliseconds(TimeSpan.FromMilliseconds(value)));
        Compare("processor time of a million alerts", round => round.Cpu.TotalSeconds / round.Load.Accepted * 1e6, Written.Seconds);
        Compare("memory under load", round => round.ResidentMegabytes, Written.Megabytes);
        var refused = portal.Sum(round => round.Load.Refused);
        report.Add(Finding.Held($"alerts not answered with 2xx, {alerts}", "0", Written.Number(refused), refused == 0, Written.Number(alertmanager.Sum(round => round.Load.Refused))));

        void Compare(string what, Func<Round, double> value, Func<double, string> written)
        {
            var (mine, other) = (Median(portal, value), Median(alertmanager, value));
            report.Add(Finding.Told($"{what}, {alerts}", written(mine), written(other), Written.Times(mine / other)));
        }
    }

    private async Task<Round> RoundAsync(Func<Task<RunningServer>> start, int distinct)
    {
        await using var server = await start();
        var generator = new LoadGenerator(server.Target, clock);
        generator.Run(WarmUpAlerts, "warm-up", Connections, WarmUp);
        var before = server.Cpu;
        var load = generator.Run(distinct, "measured", Connections, scale.Load);
        return new(load, server.Cpu - before, server.ResidentMegabytes);
    }

    private static double Median(List<Round> rounds, Func<Round, double> value) => Percentile.Median(rounds.Select(value));

    /// <param name="Cpu">Used by the server during the load.</param>
    private sealed record Round(LoadResult Load, TimeSpan Cpu, double ResidentMegabytes);
}
