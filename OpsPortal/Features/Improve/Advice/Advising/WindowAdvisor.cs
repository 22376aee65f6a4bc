using System.Globalization;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Improve.Advice.Counting;

namespace OpsPortal.Features.Improve.Advice.Advising;

/// <summary>A window that recurs, where most of the noise falls into the same time of the week or day and nothing of it was ever worked.</summary>
internal sealed class WindowAdvisor(TimeProvider clock) : IAdvisor
{
    /// <summary>For a quarter; then somebody decides anew.</summary>
    private const int Weeks = 13;

    public Task<IReadOnlyList<Offer>> AdviseAsync(NoisyRule rule, IReadOnlyList<JudgedEvent> history, int days, CancellationToken stopping)
    {
        List<JudgedEvent> heard = [.. history.Where(one => one.Outcome != EventOutcome.HeldBack)];
        List<JudgedEvent> worked = [.. heard.Where(one => one.Outcome == EventOutcome.Worked)];
        var time = RecurringTime.Find([.. heard.Where(one => one.Outcome == EventOutcome.Noise).Select(one => one.At)], [.. worked.Select(one => one.At)]);
        if (time is null || Condition(rule, heard) is not { } condition) return Task.FromResult<IReadOnlyList<Offer>>([]);
        var draft = new WindowDraft
        {
            Title = OneLine.Of($"Known noise of {rule.Name}", MaintenanceWindow.MaxTitleLength),
            Reason = $"Advice of the noise budget: {time.Inside} of {time.Inside + time.Outside} events that nobody worked fell on {time}.",
            LocalStart = time.NextStart(clock.GetUtcNow()),
            Zone = Zones.Utc,
            DurationMinutes = time.Hours * 60,
            Rule = time.Day is { } day ? string.Create(CultureInfo.InvariantCulture, $"FREQ=WEEKLY;BYDAY={day.ToString()[..2].ToUpperInvariant()};COUNT={Weeks}") : string.Create(CultureInfo.InvariantCulture, $"FREQ=DAILY;COUNT={Weeks * 7}"),
            Matchers = [condition],
            Effect = EffectKind.Suppress,
        };
        var offer = new Offer(AdviceKind.SuppressInWindow, $"Hold it back {time}, for {Weeks} weeks, by a maintenance window.", new AddWindow(draft), new(days, heard.Count, heard.Count(one => !time.Holds(one.At)), worked.Count, worked.Count(one => time.Holds(one.At))));
        return Task.FromResult<IReadOnlyList<Offer>>([offer]);
    }

    /// <summary>What tells its events from others; null where nothing does.</summary>
    private static string? Condition(NoisyRule rule, IReadOnlyList<JudgedEvent> heard)
    {
        if (rule.Kind == SubjectKind.Monitor) return Matchers.Equal("monitor", rule.Key);
        return heard.Select(one => one.AlertName).Distinct().ToList() is [{ Length: > 0 } name] ? Matchers.Equal("alertname", name) : null;
    }
}
