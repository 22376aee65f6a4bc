using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Deployments;

/// <summary>Many deployments at once: how long after it is due each transition happens. A script says itself when it began; all else is read from the attempts.</summary>
internal sealed class DeploymentBenchmark(Scale scale, TimeProvider clock)
{
    private const int Rings = 4;

    private const string Says = "echo ${EPOCHREALTIME/,/.}";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1), Soak = TimeSpan.FromSeconds(20), Spread = TimeSpan.FromSeconds(20), Ahead = TimeSpan.FromSeconds(30);

    public async Task RunAsync(Report report)
    {
        var count = scale == Scale.Quick ? 50 : 500;
        report.Say($"Deployments: {count} at once, each {Rings} rings of a script, a verification, {Soak.TotalSeconds:0} s of waiting and another verification, with a window and a log.");
        await OneAsync(report, count, number => Spread * number / count, $"each transition of {count} deployments that began one after the other, latest");

        // All at the same instants: the machine itself is the peer, which only starts as many scripts, as many at a time.
        var alone = await ScriptsAloneAsync(count);
        await OneAsync(report, count, _ => TimeSpan.Zero, $"each transition of {count} deployments that are all due at the same instants, latest; peer: the scripts of one such instant alone", alone);
    }

    /// <summary>How long after the first asks for it the last of so many scripts begins, where nothing else is done.</summary>
    private async Task<TimeSpan> ScriptsAloneAsync(int count)
    {
        var folder = Places.NewFolder("deployment-scripts");
        ManyDeployments.Script(folder, "deploy.sh", Says);
        List<TimeSpan> late = [];
        var start = clock.GetUtcNow();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = new RunnerOptions().ScriptsAtOnce }, async (_, stopping) =>
        {
            using var script = Process.Start(new ProcessStartInfo(Path.Combine(folder, "deploy.sh")) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var began = Instant(await script.StandardOutput.ReadToEndAsync(stopping)) - start;
            await script.WaitForExitAsync(stopping);
            lock (late) late.Add(began);
        });
        Places.Discard(folder);
        return late.Max();
    }

    private async Task OneAsync(Report report, int count, Func<int, TimeSpan> after, string what, TimeSpan? alone = null)
    {
        var (folder, scripts) = (Places.NewFolder("deployments"), Places.NewFolder("deployment-scripts"));
        ManyDeployments.Script(scripts, "deploy.sh", Says);
        await ManyDeployments.AddServicesAsync(folder, count);
        var start = clock.GetUtcNow() + Ahead;
        var task = new RunnerTask(RunnerKind.Script, "Deploy", "deploy.sh") { TimeOut = TimeSpan.FromMinutes(2), IsRepeatable = true };
        await ManyDeployments.StoreAsync(folder, count, Rings, Soak, task, number => start + after(number));
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["OpsPortal__Runners__ScriptFolder"] = scripts }, folder);
        var began = ProcessorTime(portal);
        if (clock.GetUtcNow() > start) throw new InvalidOperationException("The portal was not up when the first step was due.");
        await Waiting.UntilAsync(async () =>
        {
            await using var db = Stored.Open(folder).CreateDbContext();
            return await db.Set<Deployment>().CountAsync(one => one.State == DeploymentState.Succeeded) == count;
        }, () => "not every deployment succeeds", TimeSpan.FromMinutes(5));
        var busy = ProcessorTime(portal) - began;
        await portal.StopAsync();
        var late = await LatenessAsync(folder, number => start + after(number));
        report.Add(Finding.Held(what, "≤ 1 s after it is due", Written.Milliseconds(late[^1]), late[^1] <= Limit, alone is { } peer ? Written.Milliseconds(peer) : "", alone is { } floor ? Written.Times(late[^1] / floor) : ""));
        report.Add(Finding.Told($"of the same {Written.Number(late.Count)} transitions, p50", Written.Milliseconds(Percentile.Of(late, 0.5))));
        report.Add(Finding.Told("of the same, p99", Written.Milliseconds(Percentile.Of(late, 0.99))));
        report.Add(Finding.Told("processor time of the portal meanwhile", Written.Seconds(busy.TotalSeconds)));
        Places.Discard(folder);
        Places.Discard(scripts);
    }

    private static TimeSpan ProcessorTime(PortalProcess portal)
    {
        using var process = Process.GetProcessById(portal.Id);
        return process.TotalProcessorTime;
    }

    /// <summary>Smallest first.</summary>
    private static async Task<List<TimeSpan>> LatenessAsync(string folder, Func<int, DateTimeOffset> dueAt)
    {
        await using var db = Stored.Open(folder).CreateDbContext();
        var scripts = (await db.Set<StepLogPart>().AsNoTracking().Where(part => part.First == 0).Select(part => new { part.Key, part.Lines }).ToListAsync()).ToDictionary(part => part.Key, part => Instant(part.Lines), StringComparer.Ordinal);
        List<TimeSpan> late = [];
        foreach (var attempts in (await db.Set<StepAttempt>().AsNoTracking().ToListAsync()).GroupBy(attempt => attempt.Deployment))
        {
            var due = dueAt((int)attempts.Key.Value);
            foreach (var attempt in attempts.OrderBy(attempt => attempt.Stage).ThenBy(attempt => attempt.Step).ThenBy(attempt => attempt.Attempt))
            {
                var began = scripts.GetValueOrDefault(attempt.Key.ToString().Replace('/', '.'), attempt.BeganAt);
                late.Add(began - due);
                due = attempt.EndedAt!.Value;
                if (attempt.Deadline is { } over && attempt.Why.Length == 0 && due >= over) late.Add(due - over);
            }
        }

        late.Sort();
        return late;
    }

    /// <summary>The script writes seconds since 1970 with a fraction; in its log it comes after the portal's own mark.</summary>
    private static DateTimeOffset Instant(string line)
    {
        var seconds = line[(line.IndexOf('o', StringComparison.Ordinal) + 1)..].Trim();
        return DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
    }
}
