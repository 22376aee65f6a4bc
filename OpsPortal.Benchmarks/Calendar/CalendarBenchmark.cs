using System.Diagnostics;
using System.Globalization;
using System.Net;
using OpsPortal.Benchmarks.Intake;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Benchmarks.Start;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Calendar;

/// <summary>What a thousand recurring windows cost: to work out, to show as a month, and to hold alerts against that none of them matches.</summary>
internal sealed class CalendarBenchmark(Scale scale, TimeProvider clock)
{
    private const int Recurring = 1000, Entries = 2000, Windows = 10_000, Distinct = 2000;
    private const double MostLoss = 0.10;
    private static readonly TimeSpan MonthLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PageLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    public async Task RunAsync(Report report)
    {
        Expand(report);
        await ShowAsync(report);
        await HoldAsync(report);
    }

    /// <summary>A month view of six weeks, worked out from the rules alone.</summary>
    private void Expand(Report report)
    {
        var now = clock.GetUtcNow();
        var windows = PlannedWindows.Recurring(Recurring, now).ToList();
        var (took, found) = (new List<TimeSpan>(), 0);
        for (var call = 0; call < scale.Calls; call++)
        {
            var from = now.AddDays(7 * (call % 52));
            var started = Stopwatch.GetTimestamp();
            found = windows.Sum(window => window.Between(from, from.AddDays(42)).Count());
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        var p95 = Percentile.Of(took, 0.95);
        report.Add(Finding.Held($"six weeks of {Written.Number(Recurring)} recurring windows worked out ({Written.Number(found)} times), p95", "≤ 100 ms", Written.Milliseconds(p95), p95 <= MonthLimit));
    }

    /// <summary>The page of a month as the server sends it, to somebody who is signed in.</summary>
    private async Task ShowAsync(Report report)
    {
        var (directory, now) = (Places.NewFolder("calendar"), clock.GetUtcNow());
        await using (var empty = await PortalProcess.StartAsync(null, directory)) await empty.StopAsync();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        await PlannedWindows.StoreAsync(directory, [.. PlannedWindows.Once(Entries, 1, month.AddDays(2))]);
        await using var portal = await PortalProcess.StartAsync(null, directory);
        var url = new Uri(portal.Url);
        var cookies = await SignedIn.CookiesAsync(url);
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        var page = new Uri(url, string.Create(CultureInfo.InvariantCulture, $"/calendar?view=month&on={now:yyyy-MM-dd}"));
        var took = new List<TimeSpan>();
        for (var call = 0; call < Math.Min(scale.Calls, 50) + 3; call++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(page);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode != HttpStatusCode.OK || !text.Contains("class=\"month\"", StringComparison.Ordinal)) throw new InvalidOperationException($"The calendar answers {answer.StatusCode}.");
            if (call >= 3) took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        var p95 = Percentile.Of(took, 0.95);
        report.Add(Finding.Held($"calendar month with {Written.Number(Entries)} entries, page from the server, p95", "≤ 500 ms", Written.Milliseconds(p95), p95 <= PageLimit));
        await portal.StopAsync();
        Places.Discard(directory);
    }

    /// <summary>The pipeline with and without windows that match nothing, in turns.</summary>
    private async Task HoldAsync(Report report)
    {
        var (with, without) = (new List<double>(), new List<double>());
        for (var round = 0; round < scale.Rounds; round++)
        {
            with.Add(await RateAsync(Windows));
            without.Add(await RateAsync(0));
        }

        var (mine, free) = (Percentile.Median(with), Percentile.Median(without));
        report.Add(Finding.Held($"alerts through the pipeline with {Written.Number(Windows)} windows, {Written.Number(Recurring)} of them recurring, that match nothing", "≥ 90 % of the rate with none", Written.PerSecond(mine), mine >= (1 - MostLoss) * free, Written.PerSecond(free), Written.Times(mine / free)));
    }

    private async Task<double> RateAsync(int windows)
    {
        var (directory, now) = (Places.NewFolder("held"), clock.GetUtcNow());
        await using (var empty = await PortalProcess.StartAsync(null, directory)) await empty.StopAsync();
        if (windows > 0) await PlannedWindows.StoreAsync(directory, [.. PlannedWindows.Recurring(Recurring, now), .. PlannedWindows.Once(windows - Recurring, Recurring + 1, now)]);
        await using var portal = await PortalProcess.StartAsync(null, directory);
        var generator = new LoadGenerator(ServerPark.TargetOf(portal), clock);
        generator.Run(Distinct, "warm-up", IntakeBenchmark.Connections, scale == Scale.Quick ? TimeSpan.FromSeconds(3) : WarmUp);
        var rate = generator.Run(Distinct, "measured", IntakeBenchmark.Connections, scale.Load).AlertsPerSecond;
        await portal.StopAsync();
        Places.Discard(directory);
        return rate;
    }
}
