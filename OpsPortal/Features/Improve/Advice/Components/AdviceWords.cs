using System.Globalization;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Ui.Charts;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Improve.Advice.Components;

/// <summary>Noise and advice in the words of the screens.</summary>
internal static class AdviceWords
{
    public static string Of(SubjectKind kind) => kind == SubjectKind.Rule ? "Significance rule" : kind.ToString();

    public static string Of(AdviceKind kind) => kind switch
    {
        AdviceKind.RaiseThreshold => "Raise the threshold",
        AdviceKind.LongerFor => "Wait longer",
        AdviceKind.Group => "Group",
        AdviceKind.SuppressInWindow => "Suppress in a window",
        _ => "Retire",
    };

    /// <summary>How it stands, in one sentence.</summary>
    public static string Summary(NoiseView view)
    {
        var row = view.Row;
        var worked = row.Events == 0 ? "No event came in four weeks." : string.Create(CultureInfo.InvariantCulture, $"Of {Events(row.Events)} in four weeks people worked on {row.Worked}; {row.Noise} {(row.Noise == 1 ? "was" : "were")} noise.");
        return string.Create(CultureInfo.InvariantCulture, $"{row.ThisWeek} noise {(row.ThisWeek == 1 ? "event" : "events")} this week and {row.LastWeek} last week, with {row.Budget} allowed. {worked}");
    }

    /// <summary>What should be done next.</summary>
    public static string Next(NoiseView view)
    {
        if (view.Advice.Any(one => one is { State: AdviceState.Applied, MeasureDueAt: not null })) return "Wait until the effect of what was applied is counted, or undo it.";
        if (view.Row.Offers > 0) return "Apply the advice below that fits best: one click, and one to undo it.";
        return view.Row.IsOver ? "Look for advice; where there is none, change the rule by hand, or allow it more." : "Nothing has to be done: it is within its budget.";
    }

    /// <summary>What was predicted and what came of it, in a sentence; empty: it was never applied.</summary>
    public static string Effect(NoiseAdvice advice, DateTimeOffset now)
    {
        if (advice.AppliedAt is not { } applied) return "";
        var did = $"{advice.AppliedBy} applied it {Spans.Relative(applied, now)}.";
        if (advice.UndoneAt is { } undone) return $"{did} {advice.UndoneBy} undid it {Spans.Relative(undone, now)}.";
        if (advice.EventsBefore is { } before && advice.EventsAfter is { } after)
            return string.Create(CultureInfo.InvariantCulture, $"{did} Predicted: {advice.BackTest.WouldFire} instead of {advice.BackTest.Fired}. Measured over {advice.BackTest.Days} days: {after} instead of {before}.");
        return advice.MeasureDueAt is { } due ? $"{did} Its effect is counted {Spans.Relative(due, now)}." : did;
    }

    /// <summary>Weeks as bars of noise, oldest first.</summary>
    public static IReadOnlyList<Bar> Bars(IReadOnlyList<NoiseWeek> weeks) => [.. weeks.Select(week => new Bar(week.Week.ToString("d MMM yy", CultureInfo.InvariantCulture), week.Noise))];

    /// <summary>In words for who cannot see the small chart of a row.</summary>
    public static string Trend(IReadOnlyList<int> trend) => $"Noise by week, oldest first: {string.Join(", ", trend)}";

    public static string Share(NoiseRow row) => row.Events == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{row.Worked} of {row.Events}");

    private static string Events(int count) => count == 1 ? "1 event" : string.Create(CultureInfo.InvariantCulture, $"{count} events");
}
