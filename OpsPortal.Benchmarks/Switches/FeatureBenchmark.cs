using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Releases.Switches;
using OpsPortal.Features.Deliver.Releases.Switches.Evaluation;
using OpsPortal.Features.People.Demo;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Switches;

/// <summary>Applications that ask who has a feature: one switch at a time and all at once over HTTP, each request for another user, and the same without HTTP.</summary>
internal sealed class FeatureBenchmark(Scale scale, TimeProvider clock)
{
    private const int Switches = 50, Connections = 16, Users = 1000;

    private const double Reach = 10_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public async Task RunAsync(Report report)
    {
        var folder = Places.NewFolder("features");
        await using (var made = await PortalProcess.StartAsync(null, folder)) await made.StopAsync();
        var kept = await FillAsync(folder);
        await using var portal = await PortalProcess.StartAsync(null, folder);
        var target = new Target(new Uri(portal.Url).Port, DemoPeople.EveryScopeKey);
        report.Say($"Features: {Switches} switches, each on for a share of all and for a group; {scale.Rounds} rounds of {scale.Load.TotalSeconds:0} s, {Connections} connections kept alive, {Users} users.");
        byte[][] one = [.. Enumerable.Range(0, Users).Select(user => Request(target, $"/feature-{user % Switches}", user))], all = [.. Enumerable.Range(0, Users).Select(user => Request(target, "", user))];
        foreach (var requests in new[] { one, all }) await EvaluationLoad.RunAsync(target, requests, Connections, WarmUp);
        List<EvaluationLoad> single = [], bulk = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            single.Add(await EvaluationLoad.RunAsync(target, one, Connections, scale.Load));
            bulk.Add(await EvaluationLoad.RunAsync(target, all, Connections, scale.Load));
        }

        var (asked, atOnce) = (Percentile.Median(single.Select(round => round.PerSecond)), Percentile.Median(bulk.Select(round => round.PerSecond)) * Switches);
        report.Add(Finding.Held("evaluations over HTTP, one switch a request", $"≥ {Written.PerSecond(Reach)}", Written.PerSecond(asked), asked >= Reach && single.TrueForAll(round => round.Failed == 0), ratio: Written.Times(asked / Reach)));
        report.Add(Finding.Held($"evaluations over HTTP, {Switches} switches a request", $"≥ {Written.PerSecond(Reach)}", Written.PerSecond(atOnce), atOnce >= Reach && bulk.TrueForAll(round => round.Failed == 0), ratio: Written.Times(atOnce / Reach)));
        report.Add(Finding.Told("p50 of a request for one switch", Written.Milliseconds(Wait(single, 0.50))));
        report.Add(Finding.Told("p99 of a request for one switch", Written.Milliseconds(Wait(single, 0.99))));
        report.Add(Finding.Told("p99 of a request for all switches", Written.Milliseconds(Wait(bulk, 0.99))));
        report.Add(Finding.Told("evaluations without HTTP, read from JSON and written to it, on one processor", Written.PerSecond(InMemory(kept))));
        await portal.StopAsync();
        Places.Discard(folder);
    }

    private async Task<IReadOnlyList<SwitchInForce>> FillAsync(string folder)
    {
        var made = new List<FeatureSwitch>();
        for (var at = 0; at < Switches; at++)
        {
            if (FeatureSwitch.Create(string.Create(CultureInfo.InvariantCulture, $"feature-{at}"), Party.Portal, clock.GetUtcNow()) is not Outcome<FeatureSwitch>.Done(var feature)) continue;
            feature.Set(new(true, 200 * (at + 1) - 1, ["staff", "pilots"]), Party.Portal, clock.GetUtcNow(), "measured");
            made.Add(feature);
        }

        await using var db = Stored.Open(folder).CreateDbContext();
        db.AddRange(made);
        await db.SaveChangesAsync();
        return [.. made.Select(feature => new SwitchInForce(feature.Key, feature.Rule, "", feature.Version))];
    }

    private double InMemory(IReadOnlyList<SwitchInForce> features)
    {
        byte[][] bodies = [.. Enumerable.Range(0, Users).Select(user => Encoding.UTF8.GetBytes(Body(user)))];
        var (buffer, evaluated, started) = (new ArrayBufferWriter<byte>(512), 0L, Stopwatch.GetTimestamp());
        using var json = new Utf8JsonWriter(buffer);
        while (Stopwatch.GetElapsedTime(started) < scale.Load / 2)
        {
            foreach (var body in bodies)
            {
                if (OfrepContext.Read(body).Subject is not { } subject) throw new InvalidOperationException("A body could not be read.");
                buffer.ResetWrittenCount();
                json.Reset();
                OfrepWriter.Write(json, features[(int)(evaluated++ % features.Count)], subject);
                json.Flush();
            }
        }

        return evaluated / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static TimeSpan Wait(List<EvaluationLoad> rounds, double share) => rounds.Select(round => Percentile.Of(round.Waits, share)).Order().ElementAt(rounds.Count / 2);

    private static string Body(int user) => string.Create(CultureInfo.InvariantCulture, $$$"""{"context":{"targetingKey":"user-{{{user}}}","groups":["customers"],"country":"DE","plan":"gold"}}""");

    private static byte[] Request(Target target, string path, int user)
    {
        var body = Body(user);
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /ofrep/v1/evaluate/flags{path} HTTP/1.1\r\nHost: 127.0.0.1:{target.Port}\r\nAuthorization: Bearer {target.Key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }
}
