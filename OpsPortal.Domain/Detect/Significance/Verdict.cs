using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>What was decided about one signal, and why.</summary>
/// <param name="Rule">Who decided; null: no rule spoke of it, the portal's own habit decided.</param>
/// <param name="Detail">In words, with numbers: <c>3 of 5 within 10 min</c>.</param>
/// <param name="GoesOn">The signal that goes on down the path: the one judged, or one that stands for several; null where none does.</param>
public readonly record struct Verdict(bool IsSignificant, SignificanceRule? Rule, string Detail, Signal? GoesOn)
{
    public string RuleName => Rule?.Name ?? Habit.Name;
}

/// <summary>What holds where no rule speaks: an alert is an event, and so is a record of an error or worse; any other record is not.</summary>
public static class Habit
{
    public const string Name = "by habit";

    private static readonly HashSet<string> Grave = new(["emergency", "fatal", "critical", "alert", "error", "page", "major", "high"], StringComparer.OrdinalIgnoreCase);

    public static Verdict Judge(Signal signal, DateTimeOffset now)
    {
        if (signal.Kind == SignalKind.State) return new(true, null, "a source's own judgement of a state is an event", signal);
        var severity = signal.Labels["severity"];
        return Grave.Contains(severity)
            ? new(true, null, $"a record of severity {severity} is an event", RecordEvent.Of(signal, now, SignificanceRule.UsualClearAfter))
            : new(false, null, severity.Length == 0 ? "a record without severity is no event" : $"a record of severity {severity} is no event", null);
    }
}
