using System.Globalization;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Features.Detect.Monitors.Probes;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>What one series of a draft would do now.</summary>
/// <param name="Fires">It would fire now.</param>
/// <param name="Because">Why, or why not, in words.</param>
public sealed record PreviewLine(string Series, bool Fires, string Because);

/// <summary>Says what a draft would do now, before it is saved.</summary>
internal sealed class PreviewMonitor(HistoryReader history, ProbeRunner probes, TimeProvider clock)
{
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(15);

    /// <summary>Firing series first.</summary>
    /// <remarks>Refused without <see cref="Permissions.MonitorsWrite"/>, for a draft with faults, and where its target cannot be read.</remarks>
    public async Task<Outcome<IReadOnlyList<PreviewLine>>> RunAsync(Actor by, MonitorDraft draft, MonitorNumber? number, CancellationToken stopping)
    {
        if (!by.May(Permissions.MonitorsWrite)) return Refusals.Forbidden(Permissions.MonitorsWrite);
        if (DraftCheck.Check(draft) is { Count: > 0 } faults) return MonitorRefusals.Invalid(faults);
        return draft.Target is ProbeTarget probe ? await ProbeAsync(draft, probe, stopping) : await SeriesAsync(draft, number, stopping);
    }

    private async Task<Outcome<IReadOnlyList<PreviewLine>>> SeriesAsync(MonitorDraft draft, MonitorNumber? number, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var to = now.ToUnixTimeMilliseconds();
        var lines = new List<PreviewLine>();
        var read = await history.EachAsync(draft.Target, number, (now - draft.For - (draft.Every * 2) - Back).ToUnixTimeMilliseconds(), to, draft.Every, labels =>
        {
            var threshold = draft.ThresholdFor(draft.Service.Length > 0 ? draft.Service : labels["service"]);
            var (evaluator, state, turns) = (new ThresholdEvaluator(threshold), ThresholdState.New, new List<Turn>());
            return new(samples => evaluator.Feed(ref state, samples, turns), () =>
            {
                evaluator.Pass(ref state, to, turns);
                lines.Add(new(BackTestPass.Words(labels, draft), state.IsFiring, Because(threshold, state)));
            });
        }, stopping);
        if (read.Refusal is { } why) return why;
        return lines.OrderByDescending(line => line.Fires).ToList();
    }

    private async Task<Outcome<IReadOnlyList<PreviewLine>>> ProbeAsync(MonitorDraft draft, ProbeTarget probe, CancellationToken stopping)
    {
        var answer = await probes.RunAsync(probe, stopping);
        var value = probe.Result switch
        {
            ProbeResult.Up => answer.Up ? 1 : 0,
            ProbeResult.Duration => answer.Up ? answer.Took.TotalSeconds : double.NaN,
            _ => answer.CertificateExpires is { } expires ? (expires - clock.GetUtcNow()).TotalDays : double.NaN,
        };
        var threshold = draft.ThresholdFor(draft.Service);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (state, _) = ThresholdEvaluator.Evaluate(threshold, ThresholdState.New, [new(now, value)], now);
        return new List<PreviewLine> { new(probe.Words, state.IsFiring, $"{answer.Why} {(double.IsNaN(value) ? "That gives no value to judge." : Because(threshold, state))}") };
    }

    private static string Because(Threshold threshold, ThresholdState state)
    {
        if (state.Phase == Phase.Off) return "It is outside the hours in which it watches.";
        if (state.Phase == Phase.NoData) return $"It has been silent for {Spans.Duration(threshold.NoDataAfter)}.";
        if (double.IsNaN(state.Value)) return "There is no value in the last minutes.";
        var value = state.Value.ToString("G6", CultureInfo.InvariantCulture);
        if (state.Phase == Phase.Firing) return $"{value} is {Beyond(threshold.Levels[state.Worst])}{(threshold.For > TimeSpan.Zero ? $" and has been for {Spans.Duration(threshold.For)}" : "")}.";
        if (state.Phase == Phase.Pending)
        {
            var level = threshold.Levels.Where((_, at) => state.BreachedSince(at) > 0).MaxBy(breached => breached.Severity)!;
            return $"{value} is {Beyond(level)}, but not yet for {Spans.Duration(threshold.For)}.";
        }

        return $"{value} is beyond no level.";
    }

    private static string Beyond(Level level) => string.Create(CultureInfo.InvariantCulture, $"{(level.Side == Side.Above ? "above" : "below")} {level.Value} ({level.Severity.ToString().ToLowerInvariant()})");
}
