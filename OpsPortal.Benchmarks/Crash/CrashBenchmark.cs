using System.Net.Http.Headers;
using System.Text.Json;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Crash;

/// <summary>Kills the portal at random moments under full load and asks, after each start, whether it kept what it had answered with success.</summary>
internal sealed class CrashBenchmark(Scale scale, TimeProvider clock)
{
    private const int Connections = 8;
    private const string Run = "crash";

    private static readonly Mix Mixture = new(New: 6, Repeats: 54, Ends: 4);

    /// <summary>Long enough that some kills fall into the folding of repeats, which comes after five seconds of load.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(8);

    private readonly Random _random = new(20);
    private readonly Ledger[] _ledgers = [.. Enumerable.Range(0, Connections).Select(lane => new Ledger(lane, Connections, Run, Mixture, clock))];

    private volatile int _answers;

    public async Task RunAsync(Report report)
    {
        report.Say($"kill -9: {scale.Kills} times under load, {Connections} connections.");
        var overlooked = Checker.Overlooks(clock);
        report.Add(Finding.Held("faults laid in that the check overlooks (missing, double, miscounted, misplaced)", "0", overlooked ?? "0", overlooked is null));
        await using var portal = await PortalProcess.StartAsync();
        var databases = Stored.Open(portal.DataDirectory);
        var account = new Account(0, 0, 0, 0, 0);
        for (var kill = 1; kill <= scale.Kills; kill++)
        {
            var answered = _answers;
            var senders = Array.ConvertAll(_ledgers, ledger => Task.Factory.StartNew(() => SendUntilDead(ledger, ServerPark.TargetOf(portal)), TaskCreationOptions.LongRunning));
            await Waiting.UntilAsync(() => _answers > answered, () => $"the portal answers nothing.\n{portal.Log}");
            await Task.Delay(LongestLife * _random.NextDouble());
            await portal.KillAsync();
            await Task.WhenAll(senders);
            await portal.StartAgainAsync();
            account = Account.Of(_ledgers, await Stored.ReadAsync(databases, Run));
            report.Say($"  kill {kill}: {account}");
            if (account is not { Missing: 0, Double: 0, Miscounted: 0, Misplaced: 0 }) break;
        }

        var alerts = $"{Written.Number(account.Acknowledged)} alerts acknowledged, {scale.Kills} kills";
        Held($"alerts missing after kill -9 ({alerts})", account.Missing);
        Held("alerts stored twice after kill -9", account.Double);
        Held("events whose count of signals is wrong after kill -9", account.Miscounted);
        Held("events firing or over against what was acknowledged", account.Misplaced);
        Held("firing alerts that the portal's own interface lacks or has too many of", await DifferenceAsync(portal));

        void Held(string what, long wrong) => report.Add(Finding.Held(what, "0", Written.Number(wrong), wrong == 0));
    }

    private void SendUntilDead(Ledger ledger, Target target)
    {
        using var connection = new AlertConnection(target);
        while (true)
        {
            var status = connection.Exchange(ledger.Next(target).Request);
            if (status == 0) return;
            ledger.Answered(status is >= 200 and < 300);
            if (status is >= 200 and < 300) Interlocked.Increment(ref _answers);
        }
    }

    /// <summary>Compares the list that clients of an Alertmanager see with the ledgers; where an answer is missing, both are right.</summary>
    private async Task<long> DifferenceAsync(PortalProcess portal)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerPark.IntakeKey);
        using var alerts = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"{portal.Url}/api/v2/alerts?filter=run%3D%22{Run}%22")));
        var shown = alerts.RootElement.EnumerateArray()
            .Select(alert => alert.GetProperty("labels").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!))
            .CountBy(labels => AlertShape.Number(labels["alertname"], labels["instance"])).ToDictionary();
        return _ledgers.SelectMany(ledger => ledger.Entries).LongCount(entry => shown.GetValueOrDefault(entry.Number) switch
        {
            0 => entry.Told is { Acknowledged: > 0, EndSent: false },
            1 => entry.Told.EndAcknowledged,
            _ => true,
        });
    }
}
