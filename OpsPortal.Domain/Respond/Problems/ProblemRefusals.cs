using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Domain.Respond.Problems;

/// <summary>Every expected no of a problem, in the words people read.</summary>
public static class ProblemRefusals
{
    public const string ChangedMeanwhileCode = "problem.changed-meanwhile";
    public const string TextChangedCode = "problem.text-changed";

    public static Refusal NotFrom(ProblemState from, ProblemState to) => new("problem.not-from-state", $"A problem that is {Words(from)} cannot become {Words(to)}.");

    public static Refusal IsOver(ProblemState state) => new("problem.is-over", $"This problem is {Words(state)}; reopen it first.");

    public static Refusal TextMissing(string what) => new("problem.text-missing", $"Write a {what}.");

    public static Refusal TextTooLong(string what, int most) => new("problem.text-too-long", $"The {what} is longer than {most} characters.");

    public static Refusal NothingToProposeFrom() => new("problem.no-title", "Write a title, or name the event or incident it is about.");

    public static Refusal NotKnownYet() => new("problem.not-known", "A known error has a root cause and a workaround; write both first.");

    public static Refusal ChangeUnreadable() => new("problem.invalid-change", "Name the change by its number, as CHG-12, or by its address, as https://….");

    public static Refusal FixMissing() => new("problem.fix-missing", "Say first since when the fix is in place; what comes back is counted from then.");

    public static Refusal FixInFuture() => new("problem.invalid-fix-time", "A fix that is still to come is in place later; say so when it is.");

    public static Refusal FixTooOld(int days) => new("problem.invalid-fix-time", $"Occurrences are counted for {days} days back; the fix lies before that.");

    public static Refusal FixNotNow(ProblemState state) => new("problem.fix-not-now", $"A problem that is {Words(state)} takes no fix.");

    public static Refusal NotStopped() => new("problem.not-stopped", "It has not been shown that it stopped; write why it is closed all the same.");

    public static Refusal PatternMissing() => new("problem.invalid-pattern", "Name the alert or rule it is recognised by; a service alone is not enough.");

    public static Refusal TooManyLabels(int most) => new("problem.invalid-labels", $"A pattern is narrowed by {most} labels at most.");

    public static Refusal LabelIncomplete() => new("problem.invalid-labels", "A label has a name and a value, as instance = db-7.");

    public static Refusal LabelTooLong(int most) => new("problem.invalid-labels", $"The name and the value of a label have {most} characters at most.");

    public static Refusal LabelTwice(string name) => new("problem.invalid-labels", $"The label {name} is named twice; it has one value.");

    public static Refusal LabelsAlone() => new("problem.invalid-pattern", "Labels only narrow what it is recognised by; name the alert or rule as well.");

    public static Refusal PatternTaken(ProblemNumber other, string pattern) => new("problem.pattern-taken", $"{other} is about {pattern} already.");

    public static Refusal SamePriority(Priority priority) => new("problem.same-priority", $"It has priority {priority} already.");

    public static Refusal MayNotWork(string name) => new("problem.may-not-work", $"{name} has no duty that allows working problems.");

    public static Refusal AlreadyLinked(string number) => new("problem.already-linked", $"{number} is linked already.");

    public static Refusal NotLinked(string number) => new("problem.not-linked", $"{number} is not linked to this problem.");

    public static Refusal TooManyLinks(int most) => new("problem.too-many-links", $"A problem has {most} links of a kind at most.");

    public static Refusal ChangedMeanwhile(string by, ProblemState state) => new(ChangedMeanwhileCode, $"{by} changed this problem meanwhile; it is now {Words(state)}. Look again, then decide.");

    public static Refusal TextChanged(string by) => new(TextChangedCode, $"{by} wrote here meanwhile. Both texts are shown; bring them together and save again.");

    private static string Words(ProblemState state) => state == ProblemState.KnownError ? "a known error" : state.ToString().ToLowerInvariant();
}
