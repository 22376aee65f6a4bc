using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>Every expected no of automation, in the words people read.</summary>
public static class AutomationRefusals
{
    public const string HoldsForEverythingCode = "automation.invalid-holds-for-everything";

    public const string SuppressedCode = "automation.suppressed";

    public static Refusal NameMissing() => new("automation.invalid-name", "Give the trigger a name.");

    public static Refusal NameTooLong() => new("automation.invalid-name", $"The name is longer than {Trigger.MaxNameLength} characters.");

    public static Refusal NameTaken(string name) => new("automation.name-taken", $"There is a trigger called {name} already.");

    public static Refusal ReasonMissing() => new("automation.invalid-reason", "Write why: whoever meets it in a year will ask.");

    public static Refusal NoteTooLong() => new("automation.invalid-reason", $"The reason is longer than {TriggerRun.MaxNoteLength} characters.");

    public static Refusal BadWait(TimeSpan shortest, TimeSpan longest) => new("automation.invalid-wait", $"An event can wait between {Words.Span(shortest)} and {Words.Span(longest)} for somebody.");

    public static Refusal BadMatchers(string why) => new("automation.invalid-matchers", why);

    public static Refusal BadUrl() => new("automation.invalid-url", "The address must begin with http:// or https:// and name a host.");

    public static Refusal UrlWithPassword() => new("automation.invalid-url", "Put no user or password into the address; the receiver knows the portal by its signature.");

    public static Refusal BadTimeOut() => new("automation.invalid-time-out", $"The time-out must be between {TriggerAction.ShortestTimeOut} and {TriggerAction.LongestTimeOut} seconds.");

    public static Refusal BadScale() => new("automation.invalid-scale", $"Name what is scaled, by how much (not 0) and between which bounds, {TriggerAction.MostScaled} at most.");

    public static Refusal BadText() => new("automation.invalid-text", $"The text is one line of {TriggerAction.MaxTextLength} characters at most.");

    public static Refusal BadRecipients() => new("automation.invalid-recipients", $"Name between 1 and {TriggerAction.MaxRecipients} who are told: mail addresses, or {TriggerAction.OnCall}.");

    public static Refusal BadScriptName() => new("automation.invalid-script", "Give the name of a file in the folder of scripts: letters, digits, dot, dash and underscore, no folder.");

    public static Refusal ScriptsOff() => new("automation.scripts-off", "Scripts are switched off: OpsPortal:Automation:ScriptFolder names no folder.");

    public static Refusal NoSuchScript(string name) => new("automation.invalid-script", $"{name} is not an executable file directly in the folder of scripts. Links are not followed.");

    public static Refusal BadArguments() => new("automation.invalid-arguments", $"There can be {TriggerAction.MaxArguments} arguments of {TriggerAction.MaxArgumentLength} characters at most.");

    public static Refusal UnknownPlaceholder(string name) => new("automation.invalid-placeholder", $"{{{name}}} stands for nothing. Known are {string.Join(", ", Placeholders.Names.Select(known => $"{{{known}}}"))}.");

    public static Refusal ArgumentLooksLikeOption(int place) => new("automation.argument-is-option", $"Argument {place} is a fact of the event that begins with a dash; the script would take it for an option.");

    public static Refusal BadLimit(int most) => new("automation.invalid-limit", $"Limits are between 1 and {most}.");

    public static Refusal BadWindow(TimeSpan shortest, TimeSpan longest) => new("automation.invalid-window", $"Times are between {Words.Span(shortest)} and {Words.Span(longest)}; the cool-down may be none.");

    /// <summary>Not a no for good: the person is asked once more.</summary>
    public static Refusal HoldsForEverything() => new(HoldsForEverythingCode, "This trigger acts on every event there is. Confirm that this is meant.");

    public static Refusal ChangedMeanwhile(string by) => new("automation.changed-meanwhile", $"{by} changed this meanwhile. Look again, then decide.");

    public static Refusal TooMany(int most) => new("automation.too-many", $"There can be {most} triggers at most.");

    public static Refusal NotStopped() => new("automation.not-stopped", "The trigger is not stopped.");

    public static Refusal NotPosted() => new("automation.not-posted", "This trigger posts nothing, so it has no signing secret.");

    public static Refusal NotFrom(RunState from, RunState to) => new("automation.not-from", $"A run that is {Said(from)} cannot become {Said(to)}.");

    public static Refusal NotAPerson() => new("automation.not-a-person", "A person must decide this, not a key.");

    public static Refusal OwnTrigger() => new("automation.own-trigger", "You saved this trigger last, so somebody else must approve what it does.");

    public static Refusal TooLate() => new("automation.too-late", "Nobody said yes in time.");

    public static Refusal TriggerChanged() => new("automation.trigger-changed", "The trigger was changed after this run was proposed, so it no longer says what would be done.");

    public static Refusal TriggerRests() => new("automation.trigger-rests", "The trigger is stopped, off or on trial.");

    public static Refusal StoppedByHand(string by) => new("automation.stopped-by-hand", $"{by} called it off.");

    public static Refusal StoppedWithTrigger(string why) => new("automation.stopped-with-trigger", $"Its trigger was stopped: {why}");

    public static Refusal Suppressed() => new(SuppressedCode, "A silence covers the event.");

    public static Refusal NeedsApproval() => new("automation.needs-approval", "Another person than whoever saved the trigger must say yes.");

    public static Refusal CoolingDown(string target, DateTimeOffset until) => new("automation.cooling-down", $"{target} was acted on a short while ago; it is left alone until {until.UtcDateTime:HH:mm:ss} UTC.");

    public static Refusal RateLimit(int runs, TimeSpan within) => new("automation.rate-limit", $"Rate limit: it has acted {runs} times within {Words.Span(within)}.");

    public static Refusal BlastRadius(int targets, TimeSpan within) => new("automation.blast-radius", $"Blast radius: it has acted on {targets} different targets within {Words.Span(within)}, and this would be one more.");

    public static Refusal OwnDoing(IReadOnlyList<TriggerNumber> chain) => new("automation.loop", $"Loop: its own action led to this event ({string.Join(" → ", chain)}).");

    public static Refusal ChainTooLong(int most) => new("automation.loop", $"Loop: {most} actions led to each other.");

    public static Refusal SameConditionAgain(int times, TimeSpan within) => new("automation.loop", $"Loop: the same condition came {times} times within {Words.Span(within)} although it was acted on.");

    public static Refusal SameTargetAgain(string target, int times, TimeSpan within) => new("automation.loop", $"Loop: {target} would be acted on for the {times}th time within {Words.Span(within)}.");

    public static Refusal TooManyFailures(int failures) => new("automation.too-many-failures", $"It failed {failures} times in a row.");

    private static string Said(RunState state) => state switch
    {
        RunState.AwaitingApproval => "awaiting approval",
        RunState.Rehearsed => "a dry run",
        _ => state.ToString().ToLowerInvariant(),
    };
}
