using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Scripts;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Verification;

/// <summary>Makes one measurement of one check.</summary>
internal sealed class CheckMeasures(GuardedConnect connect, IOptions<RunnerOptions> scripts, HistoryReader history, IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>More of a body than this is not read.</summary>
    private const int MostBody = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ScriptPatience = TimeSpan.FromMinutes(2);

    /// <summary>How old the last value of a monitor may be.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    /// <param name="environment">What a script sees beside the portal's own list.</param>
    public async Task<Measurement> MeasureAsync(VerificationCheck check, IReadOnlyDictionary<string, string> environment, CancellationToken stopping)
    {
        var (state, why) = check.Target switch
        {
            CheckTarget.Http http => await HttpAsync(http, stopping),
            CheckTarget.Script script => await ScriptAsync(script, environment, stopping),
            CheckTarget.MonitorThreshold threshold => await MonitorAsync(threshold, stopping),
            _ => (CheckState.Error, "Nobody knows how to look at this."),
        };
        return new(clock.GetUtcNow(), state, OneLine.Of(why, Storage.StoredMeasurementConfiguration.MaxWhyLength));
    }

    private async Task<(CheckState State, string Why)> HttpAsync(CheckTarget.Http target, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var http = new HttpClient(connect.CreateHandler());
            http.DefaultRequestHeaders.UserAgent.ParseAdd("OpsPortal");
            using var answer = await http.GetAsync(new Uri(target.Url), HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
            var body = new byte[MostBody];
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, patience.Token);
            var headers = answer.Headers.Concat(answer.Content.Headers).GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => string.Join(", ", group.SelectMany(header => header.Value)), StringComparer.OrdinalIgnoreCase);
            var seen = new HttpAnswer((int)answer.StatusCode, headers, Encoding.UTF8.GetString(body, 0, length), Stopwatch.GetElapsedTime(began));
            var breaches = HttpAssertion.Breaches(seen, target.Assertions);
            return breaches.Count == 0 ? (CheckState.Successful, string.Create(CultureInfo.InvariantCulture, $"HTTP {seen.Status} in {seen.Took.TotalMilliseconds:0} ms.")) : (CheckState.Failed, $"At {target.Url} {string.Join("; ", breaches)}.");
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return (CheckState.Failed, $"{target.Url} did not answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // A service that cannot be reached does not work; an address that may not be asked says nothing about it.
            var inner = failure.InnerException ?? failure;
            return (inner is AddressRefusedException ? CheckState.Error : CheckState.Failed, $"{target.Url}: {inner.Message}");
        }
    }

    private async Task<(CheckState State, string Why)> ScriptAsync(CheckTarget.Script target, IReadOnlyDictionary<string, string> environment, CancellationToken stopping)
    {
        if (scripts.Value.ScriptFolder.Length == 0 || ScriptFiles.Find(scripts.Value.ScriptFolder, target.Name) is not { } file) return (CheckState.Error, $"There is no script {target.Name} in the folder of scripts.");
        var seen = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var name in scripts.Value.ScriptEnvironment.Where(name => !seen.ContainsKey(name)))
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) seen[name] = value;
        }

        var mark = $"OPSPORTAL_CHECK_KEY={Guid.CreateVersion7():N}";
        seen["OPSPORTAL_CHECK_KEY"] = mark[(mark.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var last = new LastWords();
        try
        {
            var end = await ScriptProcess.RunAsync(new(file, target.Arguments, seen, mark, ScriptPatience), last, stopping);
            return end.ExitCode switch
            {
                0 => (CheckState.Successful, last.Text),
                null => (CheckState.Error, $"{target.Name} did not end within {ScriptPatience.TotalSeconds:0} s."),
                { } code => (CheckState.Failed, string.Create(CultureInfo.InvariantCulture, $"{target.Name} ended with {code}. {last.Text}").TrimEnd()),
            };
        }
        catch (Win32Exception failure)
        {
            return (CheckState.Error, $"{target.Name} could not be started: {failure.Message}");
        }
    }

    private async Task<(CheckState State, string Why)> MonitorAsync(CheckTarget.MonitorThreshold threshold, CancellationToken stopping)
    {
        if (!MonitorNumber.TryParse(threshold.Monitor, null, out var number)) return (CheckState.Error, $"{threshold.Monitor} is no monitor.");
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Domain.Detect.Monitors.Monitor>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } monitor) return (CheckState.Error, $"There is no {threshold.Monitor}.");
        var (now, values) = (clock.GetUtcNow(), new List<double>());
        var read = await history.EachAsync(monitor.Draft.Target, number, (now - Recent).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), TimeSpan.FromSeconds(15), _ =>
        {
            var last = double.NaN;
            return new(samples => last = samples.Length > 0 ? samples[^1].Value : last, () => values.Add(last));
        }, stopping);
        if (read.Refusal is { } why) return (CheckState.Error, why.Message);
        var seen = values.Where(double.IsFinite).ToList();
        if (seen.Count == 0) return (CheckState.Inconclusive, $"{threshold.Monitor} has no value of the last {Recent.TotalMinutes:0} minutes.");
        if (threshold.Most is { } most && seen.Max() > most) return (CheckState.Failed, string.Create(CultureInfo.InvariantCulture, $"{threshold.Monitor} is {seen.Max():G5}, above {most:G5}."));
        if (threshold.Least is { } least && seen.Min() < least) return (CheckState.Failed, string.Create(CultureInfo.InvariantCulture, $"{threshold.Monitor} is {seen.Min():G5}, below {least:G5}."));
        return (CheckState.Successful, string.Create(CultureInfo.InvariantCulture, $"{threshold.Monitor} is {seen[^1]:G5}."));
    }

    /// <summary>Keeps the end of what a script says.</summary>
    private sealed class LastWords : IScriptOutput
    {
        private const int Most = 400;

        private readonly Lock _gate = new();
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_gate) return _text.ToString().Trim();
            }
        }

        public void Take(ScriptStream stream, ReadOnlySpan<char> text)
        {
            lock (_gate)
            {
                _text.Append(text.Length > Most ? text[^Most..] : text);
                if (_text.Length > 2 * Most) _text.Remove(0, _text.Length - Most);
            }
        }
    }
}
