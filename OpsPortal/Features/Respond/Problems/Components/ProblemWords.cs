using System.Globalization;
using MudBlazor;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Respond.Problems.Components;

/// <summary>Problems in the words of the screens.</summary>
internal static class ProblemWords
{
    public static string Name(IReadOnlyList<ProblemRow> rows) => rows is [var one] ? one.Number.ToString() : $"{rows.Count} problems";

    public static string State(ProblemState state) => state == ProblemState.KnownError ? "Known error" : state.ToString();

    /// <summary>How it stands, in one sentence.</summary>
    public static string Summary(ProblemView view, DateTimeOffset now)
    {
        var (row, problem) = (view.Row, view.Problem);
        var seen = view.Recurrence is not { } recurrence ? "It is recognised by nothing yet, and so not counted"
            : recurrence.Total == 0 ? $"It has not come back within {RecurrenceView.Reach} days" : $"It came back {Times(recurrence.Total)} within {RecurrenceView.Reach} days";
        return row.State switch
        {
            ProblemState.Proposed => $"{seen}. Proposed by {problem.ProposedBy} {Spans.Relative(row.ProposedAt, now)}; nobody has looked at it yet.",
            ProblemState.Confirmed => $"{seen}. {(row.OwnerName.Length > 0 ? row.OwnerName : "Nobody")} looks for the cause{(problem.RootCause.Length > 0 ? ", and has found one" : "")}.",
            ProblemState.KnownError => $"{seen}. The cause and a workaround are known{(problem.Change.Length > 0 ? $"; {problem.Change} is to fix it" : "; no fix is planned yet")}.",
            ProblemState.Resolved => view.Recurrence?.Fix is { } fix ? Say(fix) : $"{seen}.",
            ProblemState.Closed => $"Closed {Spans.Relative(problem.EndedAt ?? row.ChangedAt, now)}. {(view.Recurrence?.Fix is { } fix ? Say(fix) : $"{seen}.")}",
            _ => $"{seen}. Dismissed {Spans.Relative(problem.EndedAt ?? row.ChangedAt, now)}; it is proposed again only if it comes clearly more often.",
        };
    }

    /// <summary>What should be done next.</summary>
    public static string Next(ProblemView view)
    {
        var problem = view.Problem;
        return problem.State switch
        {
            ProblemState.Proposed => "Look at why it is proposed. Confirm it if a cause should be looked for; dismiss it if nobody would do anything about it.",
            ProblemState.Confirmed when problem.RootCause.Length == 0 => "Find out why it happens, and write the root cause down. A workaround helps already before it is known.",
            ProblemState.Confirmed when problem.Workaround.Length == 0 => "Write down what helps until it is fixed; then declare it a known error.",
            ProblemState.Confirmed => "Declare it a known error: the workaround then stands on every event that matches.",
            ProblemState.KnownError when problem.FixedAt is null => "Plan the change that fixes it. When the fix is in place, say since when: what comes back is counted from then.",
            ProblemState.KnownError => "The fix is in place: resolve it, and watch whether it holds.",
            ProblemState.Resolved => view.Recurrence?.Fix?.Verdict switch
            {
                FixVerdict.Stopped => "It has been shown that it stopped. Close it.",
                FixVerdict.Unchanged or FixVerdict.MoreOften => "The fix did not help. Reopen it, and look for the cause again.",
                FixVerdict.Fewer => "It comes less often but has not stopped. Close it with a reason if that is enough, or reopen it.",
                _ => "Wait, and let it be counted. It can be closed before with a reason.",
            },
            ProblemState.Closed => "Nothing is left to do. If it comes back it is proposed anew; it can also be reopened.",
            _ => "Nothing is left to do. It can be reopened.",
        };
    }

    /// <summary>The name of the most sensible act.</summary>
    public static string Primary(ProblemView view) => view.Problem.State switch
    {
        ProblemState.Proposed => "Confirm",
        ProblemState.Confirmed when view.Problem is { RootCause.Length: > 0, Workaround.Length: > 0 } => "Known error",
        ProblemState.KnownError when view.Problem.FixedAt is not null => "Resolve",
        ProblemState.Resolved => view.Recurrence?.Fix?.Verdict is FixVerdict.Unchanged or FixVerdict.MoreOften ? "Reopen" : "Close",
        _ => "",
    };

    public static string Verdict(FixVerdict? verdict) => verdict switch
    {
        FixVerdict.Stopped => "Stopped",
        FixVerdict.Fewer => "Fewer",
        FixVerdict.Unchanged => "Unchanged",
        FixVerdict.MoreOften => "More often",
        FixVerdict.TooEarly => "Too early to tell",
        FixVerdict.CannotTell => "Cannot be told",
        _ => "–",
    };

    /// <summary>What was measured since the fix, in a sentence or two.</summary>
    public static string Say(MeasuredFix fix) => fix.Verdict switch
    {
        FixVerdict.Stopped => $"It has stopped: nothing for {Spans.Duration(fix.After.Exposure)} since the fix, and before it came {Rate(fix.Before)}. If the fix had changed nothing, so long a quiet would come with a chance of {Chance(fix.Probability)}.",
        FixVerdict.Fewer => $"It comes less often: {Times(fix.After.Count)} in {Spans.Duration(fix.After.Exposure)} since the fix, {Part(fix)} of what it was. It has not stopped.",
        FixVerdict.Unchanged => $"It has not changed: {Times(fix.After.Count)} in {Spans.Duration(fix.After.Exposure)} since the fix, and before it came {Rate(fix.Before)}.",
        FixVerdict.MoreOften => $"It comes more often than before: {Times(fix.After.Count)} in {Spans.Duration(fix.After.Exposure)} since the fix, and before it came {Rate(fix.Before)}.",
        FixVerdict.CannotTell => $"It came back too seldom before the fix for anything to be told: {Times(fix.After.Count)} since.",
        _ => $"It is too early to tell: {Times(fix.After.Count)} in {Spans.Duration(fix.After.Exposure)} since the fix, and before it came {Rate(fix.Before)}.{Wait(fix)}",
    };

    /// <summary>The interval that holds what is left of it, in words.</summary>
    public static string Interval(MeasuredFix fix) => double.IsInfinity(fix.High) ? $"at least {Percent(fix.Low)}" : $"{Percent(fix.Low)} to {Percent(fix.High)}";

    public static string Rate(Counted counted) => counted.PerDay switch
    {
        0 => "–",
        >= 1 and var often => string.Create(CultureInfo.InvariantCulture, $"{often:0.#} times a day"),
        >= 1 / 7.0 and var weekly => string.Create(CultureInfo.InvariantCulture, $"{weekly * 7:0.#} times a week"),
        var seldom => string.Create(CultureInfo.InvariantCulture, $"once in {1 / seldom:0} days"),
    };

    public static string Times(long count) => count switch { 0 => "never", 1 => "once", 2 => "twice", _ => string.Create(CultureInfo.InvariantCulture, $"{count} times") };

    /// <summary>What the actor did, as it follows the name; the text beside it where it is a person's words.</summary>
    public static (string Said, string Text, string Icon, bool IsSpeech) Tell(ProblemEntry entry) => entry.Kind switch
    {
        ProblemEntryKind.Proposed => ("proposed it", entry.Text, Icons.Material.Outlined.Troubleshoot, false),
        ProblemEntryKind.Moved => (Moved(entry), entry.Text, Icons.Material.Outlined.SwapVert, false),
        ProblemEntryKind.Noted => ("wrote", entry.Text, Icons.Material.Outlined.ChatBubbleOutline, true),
        ProblemEntryKind.Written => ($"wrote anew: {entry.Text}", "", Icons.Material.Outlined.Edit, false),
        ProblemEntryKind.Assigned => ($"assigned it to {entry.Text}", "", Icons.Material.Outlined.Person, false),
        ProblemEntryKind.Reprioritised => ("changed the priority", entry.Text, Icons.Material.Outlined.LowPriority, false),
        ProblemEntryKind.Recognised => ($"said it is recognised by {entry.Text}", "", Icons.Material.Outlined.Fingerprint, false),
        ProblemEntryKind.EventLinked or ProblemEntryKind.IncidentLinked => ($"linked {entry.About}", entry.Text, Icons.Material.Outlined.Link, false),
        ProblemEntryKind.EventUnlinked or ProblemEntryKind.IncidentUnlinked => ($"took the link to {entry.About} away", "", Icons.Material.Outlined.LinkOff, false),
        ProblemEntryKind.FixSet => ("recorded the fix", entry.Text, Icons.Material.Outlined.Build, false),
        _ => (entry.Kind.ToString(), entry.Text, Icons.Material.Outlined.Circle, false),
    };

    private static string Wait(MeasuredFix fix) => fix.Left is { } left ? $" If it stays quiet for another {Spans.Duration(left)}, it has helped." : "";

    private static string Part(MeasuredFix fix) => fix.Ratio is { } ratio ? $"{Percent(ratio)} ({Interval(fix)})" : "some part";

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.#} %");

    private static string Chance(double probability) => probability < 0.001 ? "less than 0.1 %" : Percent(probability);

    private static string Moved(ProblemEntry entry) => (entry.From, entry.To) switch
    {
        (ProblemState.Proposed, ProblemState.Confirmed) => "confirmed it",
        (ProblemState.KnownError, ProblemState.Confirmed) => "took back that it is a known error",
        (ProblemState.Confirmed, ProblemState.KnownError) => "declared it a known error",
        (ProblemState.Dismissed, ProblemState.Proposed) => "proposed it again",
        (_, ProblemState.Resolved) => "resolved it",
        (_, ProblemState.Closed) => "closed it",
        (_, ProblemState.Dismissed) => "dismissed it",
        _ => "reopened it",
    };
}
