using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Storage;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Improve.Advice.Advising;

/// <summary>Another level, a longer time, or rest, for a monitor of the portal; tried with the monitor's own back-test.</summary>
internal sealed class MonitorAdvisor(IDbContextFactory<OpsDb> databases, BackTestMonitor backTest, ILogger<MonitorAdvisor> log) : IAdvisor
{
    /// <summary>Tried in this order where outcomes teach nothing.</summary>
    private static readonly TimeSpan[] Longer = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    private static readonly Actor Portal = Actor.Portal("OpsPortal");

    public async Task<IReadOnlyList<Offer>> AdviseAsync(NoisyRule rule, IReadOnlyList<JudgedEvent> history, int days, CancellationToken stopping)
    {
        if (rule.Kind != SubjectKind.Monitor || !MonitorNumber.TryParse(rule.Key, null, out var number)) return [];
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Monitor>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { Enabled: true } monitor) return [];
        var offers = new List<Offer>();
        if (await backTest.RunAsync(Portal, monitor.Draft, number, days, chart: false, stopping) is var outcome && outcome is Outcome<BackTestReport>.Done(var report))
        {
            if (await RaisedAsync(monitor, report, days, stopping) is { } raised) offers.Add(raised);
            if (await LongerAsync(monitor, report, days, stopping) is { } longer) offers.Add(longer);
        }
        else
        {
            log.NoAdvice(nameof(MonitorAdvisor), rule.Subject, outcome.Refusal?.Message ?? "");
        }

        var worked = history.Count(one => one.Outcome == EventOutcome.Worked);
        offers.Add(new(AdviceKind.Retire, $"Put {monitor.Name} to rest: it watches no more.", new RestMonitor(number.Value, monitor.Version), new(days, history.Count, 0, worked, worked)));
        return offers;
    }

    /// <summary>The level that the outcomes teach; where nobody worked on any of it, one that four of five firings did not come up to.</summary>
    private async Task<Offer?> RaisedAsync(Monitor monitor, BackTestReport report, int days, CancellationToken stopping)
    {
        var mildest = monitor.Draft.Levels.MinBy(level => level.Severity)!;
        if ((report.Advice.Level ?? (report.Advice.Worked == 0 ? Beyond(report.Draft, mildest) : null)) is not { } value || value == mildest.Value) return null;
        var draft = monitor.Draft with { Levels = [.. monitor.Draft.Levels.Select(level => level == mildest ? level with { Value = value, Clear = level.Clear is { } clear ? clear + (value - level.Value) : null } : level)] };
        var (side, was, becomes) = (mildest.Side == Side.Above ? "above" : "below", mildest.Value.ToString("G6", CultureInfo.InvariantCulture), value.ToString("G6", CultureInfo.InvariantCulture));
        return await TriedAsync(AdviceKind.RaiseThreshold, $"Fire {side} {becomes} instead of {was}.", monitor, draft, report, days, stopping);
    }

    private async Task<Offer?> LongerAsync(Monitor monitor, BackTestReport report, int days, CancellationToken stopping)
    {
        var spans = report.Advice.For is { } taught ? [taught] : report.Advice.Worked == 0 ? Longer.Where(span => span > monitor.Draft.For) : [];
        foreach (var span in spans)
        {
            var text = $"Fire only after {Spans.Duration(span)} instead of {(monitor.Draft.For > TimeSpan.Zero ? Spans.Duration(monitor.Draft.For) : "at once")}.";
            if (await TriedAsync(AdviceKind.LongerFor, text, monitor, monitor.Draft with { For = span }, report, days, stopping) is { } offer
                && (report.Advice.For is not null || offer.BackTest.WouldFire * 2 <= offer.BackTest.Fired)) return offer;
        }

        return null;
    }

    private async Task<Offer?> TriedAsync(AdviceKind kind, string text, Monitor monitor, MonitorDraft draft, BackTestReport inForce, int days, CancellationToken stopping)
    {
        var outcome = await backTest.RunAsync(Portal, draft, monitor.Number, days, chart: false, stopping);
        if (outcome is not Outcome<BackTestReport>.Done(var report)) return null;
        var (was, becomes) = (inForce.Draft, report.Draft);
        return new(kind, text, new SetMonitor(monitor.Number.Value, monitor.Version, draft), new(days, was.Firings, becomes.Firings, was.WorkedSeen, Math.Max(0, was.WorkedSeen - becomes.WorkedSeen)));
    }

    private static double? Beyond(BackTestVerdict verdict, Level mildest)
    {
        var above = mildest.Side == Side.Above;
        var peaks = verdict.Series.SelectMany(series => series.Firings).Select(firing => firing.Peak).Where(double.IsFinite).OrderBy(peak => above ? peak : -peak).ToList();
        return peaks.Count == 0 ? null : peaks[Math.Min(peaks.Count - 1, peaks.Count * 4 / 5)];
    }
}
