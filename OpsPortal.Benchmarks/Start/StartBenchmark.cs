using System.Diagnostics;
using System.Globalization;
using System.Net;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Queue;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Start;

/// <summary>How long a portal with a million events needs until people see a page, and what it holds in memory when nobody does anything.</summary>
internal sealed class StartBenchmark(Func<Task<FilledDatabase>> many, Scale scale)
{
    private const double MemoryLimit = 250;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(Report report)
    {
        report.Say($"Start of the portal as it is installed, on an existing database: {scale.Starts} times.");
        var filled = await many();
        var published = await PublishAsync();
        var port = Places.FreePort();
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        CookieContainer cookies;
        await using (var portal = await PortalProcess.StartAsync(filled.Settings, filled.DataDirectory, port))
        {
            cookies = await SignedIn.CookiesAsync(url);
            await portal.StopAsync();
        }

        var (signIn, queue) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var start = 0; start < scale.Starts; start++)
        {
            await using var process = Start(published, filled, url);
            var watch = Stopwatch.StartNew();
            signIn.Add(await FirstPageAsync(process, new(url, "/sign-in"), new(), "Password", watch));
            queue.Add(await FirstPageAsync(process, new(url, "/events"), cookies, "Events", watch));
            report.Say($"  start {start + 1}: sign-in page {Written.Milliseconds(signIn[^1])}, queue {Written.Milliseconds(queue[^1])}");
            if (start == scale.Starts - 1) await MemoryAsync(process, report);
            await process.StopAsync();
        }

        Places.Discard(published);
        Held("start to the sign-in page", signIn);
        Held("start to the queue, signed in", queue);

        void Held(string what, List<TimeSpan> took)
        {
            took.Sort();
            var median = Percentile.Of(took, 0.5);
            report.Add(Finding.Held($"{what}, {Written.Number(scale.Events)} events, median of {scale.Starts}", "≤ 3 s", Written.Milliseconds(median), median <= Limit));
        }
    }

    private async Task MemoryAsync(ChildProcess process, Report report)
    {
        await Task.Delay(scale.Idle / 2);
        Held($"memory after {scale.Idle.TotalSeconds / 2:0} s without a request");
        await Task.Delay(scale.Idle);
        Held($"memory after another {scale.Idle.TotalSeconds:0} s");

        void Held(string what)
        {
            var memory = process.ResidentBytes / 1048576.0;
            report.Add(Finding.Held(what, "≤ 250 MB", Written.Megabytes(memory), memory <= MemoryLimit));
        }
    }

    /// <summary>As the guide says: compiled ahead.</summary>
    private static async Task<string> PublishAsync()
    {
        var folder = Places.NewFolder("published");
        var (code, output) = await ChildProcess.RunAsync(
            "dotnet", ["publish", Path.Combine(Places.RepositoryRoot, "OpsPortal"), "-c", "Release", "-o", folder], atMost: TimeSpan.FromMinutes(10));
        return code == 0 ? folder : throw new InvalidOperationException(output);
    }

    private static ChildProcess Start(string portal, FilledDatabase filled, Uri url)
    {
        var environment = new Dictionary<string, string?>(filled.Settings) { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["OpsPortal__DataDirectory"] = filled.DataDirectory };
        return ChildProcess.Start("dotnet", [Path.Combine(portal, "OpsPortal.dll"), "--urls", url.ToString()], environment, filled.DataDirectory);
    }

    /// <summary>Asks until the page comes whole.</summary>
    private static async Task<TimeSpan> FirstPageAsync(ChildProcess process, Uri page, CookieContainer cookies, string words, Stopwatch watch)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The portal ended with {process.ExitCode}.\n{process.Log}");
            try
            {
                using var answer = await http.GetAsync(page);
                if (answer.StatusCode == HttpStatusCode.OK && (await answer.Content.ReadAsStringAsync()).Contains(words, StringComparison.Ordinal)) return watch.Elapsed;
                if (watch.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException($"{page} answers {answer.StatusCode}.");
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromMinutes(1))
            {
                // Nobody listens yet.
            }

            await Task.Delay(Between);
        }
    }
}
