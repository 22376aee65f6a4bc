using System.Globalization;
using System.Text;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Intake;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Pipeline;

/// <summary>The full pipeline in a grown organisation: rules, silences and services that each signal is held against, beside an Alertmanager with the same silences.</summary>
internal sealed class PipelineBenchmark(Scale scale, TimeProvider clock)
{
    private const int Rules = 1000, Silences = 200, Services = 5000, Dependencies = 4, Distinct = 2000;
    private const double Reach = 3, LeastSingles = 5000, MostGrowth = 1.25;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);

    public async Task RunAsync(Report report)
    {
        await SinglesAsync(report);
        report.Say($"Full pipeline: {Written.Number(Rules)} rules, {Silences} silences, {Written.Number(Services)} services; {scale.Rounds} rounds of {scale.Load.TotalSeconds:0} s.");
        var grown = Places.NewFolder("grown");
        await GrowAsync(grown, Silences);
        var bare = Places.NewFolder("bare");
        await GrowAsync(bare, 0);
        List<LoadResult> theirs = [], ours = [], without = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            theirs.Add(await AlertmanagerAsync());
            ours.Add(await PortalAsync(grown));
            without.Add(await PortalAsync(bare));
        }

        var (mine, other, free) = (Rate(ours), Rate(theirs), Rate(without));
        report.Add(Finding.Held($"full pipeline, {Written.Number(Distinct)} distinct alerts in batches of {AlertBatch.Size}", $"≥ {Reach} × Alertmanager with the same silences", Written.PerSecond(mine), mine >= Reach * other, Written.PerSecond(other), Written.Times(mine / other)));
        report.Add(Finding.Held($"the same without the {Silences} silences, which match nothing", $"≤ {MostGrowth} × as fast", Written.PerSecond(free), free <= MostGrowth * mine, Written.PerSecond(mine), Written.Times(free / mine)));
        report.Add(Finding.Held("alerts not answered with 2xx", "0", Written.Number(ours.Sum(load => load.Refused)), ours.Sum(load => load.Refused) == 0));
        Places.Discard(grown);
        Places.Discard(bare);
    }

    private static double Rate(List<LoadResult> loads) => Percentile.Median(loads.Select(load => load.AlertsPerSecond));

    private static async Task GrowAsync(string directory, int silences)
    {
        await using var portal = await PortalProcess.StartAsync(null, directory);
        using var caller = new Caller(portal.Url);
        await caller.ImportAsync(Enumerable.Range(0, Services).Select(at => (Name(at), Enumerable.Range(1, Dependencies).Select(step => at - step * step).Where(needed => needed >= 0).Select(Name))));
        for (var rule = 0; rule < Rules; rule++) await caller.PostAsync("/api/v1/signals/rules", new { draft = Rule(rule) });
        for (var silence = 0; silence < silences; silence++) await caller.PostAsync("/api/v2/silences", Silence(silence));
        await portal.StopAsync();
    }

    private static string Name(int at) => string.Create(CultureInfo.InvariantCulture, $"service-{at:0000}");

    /// <summary>None holds for the alerts that are sent; a third of them has to look at a pattern to know.</summary>
    private static object Rule(int at) => new
    {
        name = $"Rule {at}",
        reason = "A rule of a grown organisation",
        matchers = (string[])((at % 3) switch
        {
            0 => [$"alertname=\"Other{at}\""],
            1 => [$"cluster=~\"(us|ap)-{at}\""],
            _ => [$"instance=\"db-{at}:9100\"", "severity=\"critical\""],
        }),
        significant = true,
    };

    private static object Silence(int at) => new
    {
        matchers = new[] { new { name = "instance", value = string.Create(CultureInfo.InvariantCulture, $"(web|db)-{at:0000}.*"), isRegex = true, isEqual = true }, new { name = "job", value = "other", isRegex = false, isEqual = true } },
        startsAt = TimeProvider.System.GetUtcNow().AddMinutes(-1),
        endsAt = TimeProvider.System.GetUtcNow().AddHours(8),
        createdBy = "benchmark",
        comment = "Maintenance of another place",
    };

    private async Task<LoadResult> AlertmanagerAsync()
    {
        await using var server = await ServerPark.AlertmanagerAsync();
        using var caller = new Caller(server.Target.Url.ToString());
        for (var silence = 0; silence < Silences; silence++) await caller.PostAsync("/api/v2/silences", Silence(silence));
        return Load(server.Target);
    }

    private async Task<LoadResult> PortalAsync(string grown)
    {
        var directory = Places.NewFolder("pipeline");
        foreach (var file in Directory.EnumerateFiles(grown, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(directory, Path.GetRelativePath(grown, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }

        await using (var portal = await PortalProcess.StartAsync(null, directory))
        {
            try
            {
                return Load(ServerPark.TargetOf(portal));
            }
            finally
            {
                await portal.StopAsync();
                Places.Discard(directory);
            }
        }
    }

    private LoadResult Load(Target target)
    {
        var generator = new LoadGenerator(target, clock);
        generator.Run(Distinct, "warm-up", IntakeBenchmark.Connections, scale == Scale.Quick ? TimeSpan.FromSeconds(3) : WarmUp);
        return generator.Run(Distinct, "measured", IntakeBenchmark.Connections, scale.Load);
    }

    /// <summary>One event a request, as PagerDuty's clients send them.</summary>
    private async Task SinglesAsync(Report report)
    {
        var directory = Places.NewFolder("singles");
        var key = await IntegrateAsync(directory);
        await using var portal = await PortalProcess.StartAsync(null, directory);
        var target = new Target(new Uri(portal.Url).Port, key);
        SendSingles(target, scale == Scale.Quick ? TimeSpan.FromSeconds(3) : WarmUp);
        var (accepted, refused, elapsed) = SendSingles(target, scale.Load);
        var rate = accepted / elapsed.TotalSeconds;
        report.Add(Finding.Held("single events by PagerDuty's API, durable", $"≥ {Written.PerSecond(LeastSingles)}", Written.PerSecond(rate), rate >= LeastSingles));
        report.Add(Finding.Held("of them not answered with 2xx", "0", Written.Number(refused), refused == 0));
        await portal.StopAsync();
        Places.Discard(directory);
    }

    /// <summary>Lays an integration into the portal's database and returns its routing key.</summary>
    private async Task<string> IntegrateAsync(string directory)
    {
        await using (var portal = await PortalProcess.StartAsync(null, directory)) await portal.StopAsync();
        await using var db = Stored.Open(directory).CreateDbContext();
        var now = clock.GetUtcNow();
        if (IntakeSource.Create("singles", SourceKind.PagerDuty, "", now) is not Outcome<IntakeSource>.Done(var source)) throw new InvalidOperationException("The integration was refused.");
        var key = SourceKeys.Make(db, source, Actor.Portal("benchmark"), now);
        db.Add(source);
        await db.SaveChangesAsync();
        return key;
    }

    private static (long Accepted, long Refused, TimeSpan Elapsed) SendSingles(Target target, TimeSpan duration)
    {
        const int Connections = 64, Keys = 2000;
        var (accepted, refused, started) = (0L, 0L, System.Diagnostics.Stopwatch.GetTimestamp());
        var threads = Enumerable.Range(0, Connections).Select(lane => new Thread(() =>
        {
            using var connection = new AlertConnection(target);
            var requests = Enumerable.Range(0, Keys / Connections).Select(at => Single(target, lane * Keys + at)).ToArray();
            for (var at = 0; System.Diagnostics.Stopwatch.GetElapsedTime(started) < duration; at++)
            {
                if (connection.Exchange(requests[at % requests.Length]) is >= 200 and < 300) Interlocked.Increment(ref accepted);
                else Interlocked.Increment(ref refused);
            }
        })
        { IsBackground = true, Name = "sender" }).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return (accepted, refused, System.Diagnostics.Stopwatch.GetElapsedTime(started));
    }

    private static byte[] Single(Target target, int key)
    {
        var body = $$$"""{"routing_key":"{{{target.Key}}}","event_action":"trigger","dedup_key":"disk-{{{key}}}","payload":{"summary":"Disk {{{key}}} is full","source":"host-{{{key}}}","severity":"error","component":"disk","class":"DiskFull"}}""";
        return Encoding.UTF8.GetBytes($"POST /v2/enqueue HTTP/1.1\r\nHost: 127.0.0.1:{target.Port}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
