using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Changes;

/// <summary>Every expected no of a change, in the words people read.</summary>
public static class ChangeRefusals
{
    public const string ChangedMeanwhileCode = "change.changed-meanwhile";

    public static Refusal NotFrom(ChangeState from, ChangeState to) => new("change.not-from-state", $"A change that is {Said(from)} cannot become {Said(to)}.");

    public static Refusal NotEditable(ChangeState state) => new("change.not-editable", $"This change is {Said(state)}; what was decided on can no longer be edited.");

    public static Refusal ChangedMeanwhile(string by, int revision) => new(ChangedMeanwhileCode, $"{by} saved revision {revision} meanwhile. Compare it with yours, bring them together and save again.");

    public static Refusal NothingChanged() => new("change.nothing-changed", "This is what the change says already.");

    public static Refusal Incomplete(IReadOnlyList<string> missing) => new("change.incomplete", $"Before anybody is asked, give {string.Join(", ", missing)}.");

    public static Refusal Missing(string what) => new("change.invalid-missing", $"Give the {what}.");

    public static Refusal TooLong(string what, int most) => new("change.invalid-length", $"The {what} has at most {most} characters.");

    public static Refusal Unprintable(string what) => new("change.invalid-character", $"The {what} holds a character that cannot be shown.");

    public static Refusal TooMany(string what, int most) => new("change.invalid-count", $"A change has at most {most} {what}.");

    public static Refusal Twice(string what, string name) => new("change.invalid-repeat", $"The {what} {name} is listed twice.");

    public static Refusal BadCommit() => new("change.invalid-commit", "A commit is named by 7 to 64 hex digits.");

    public static Refusal BadDigest() => new("change.invalid-digest", "A digest is an algorithm, a colon and hex digits, such as sha256: and 64 of them.");

    public static Refusal BadLink() => new("change.invalid-link", "The address of evidence begins with http:// or https://.");

    public static Refusal BadZone(string zone) => new("change.invalid-zone", $"There is no time zone {zone}. Zones are named as Europe/Berlin; an offset is none.");

    public static Refusal EndsBeforeStart() => new("change.invalid-window", "The window has to end after it starts.");

    public static Refusal WindowTooLong(TimeSpan most) => new("change.invalid-window", $"The window lasts {most.TotalDays:0} days at most.");

    public static Refusal WindowOver() => new("change.window-over", "The window is over already. Plan another.");

    public static Refusal BadDuration() => new("change.invalid-duration", "How long backing out takes is between nothing and 7 days.");

    public static Refusal TextMissing(string what) => new("change.text-missing", $"Write a {what}.");

    public static Refusal ContentDiffers() => new("change.content-differs", "Those who were asked were asked about another plan than this.");

    public static Refusal NeedsTemplate() => new("change.needs-template", "A standard change follows a template. Choose one, or request a normal change.");

    public static Refusal TemplateNotApproved(string template) => new("change.template-not-approved", $"The template {template} is not approved, or no longer. Request a normal change.");

    /// <param name="differing">What differs, as the facts of a plan are called.</param>
    public static Refusal NotAsTemplate(string template, IReadOnlyList<string> differing) => new("change.not-as-template", $"This is not what the template {template} was approved for: {string.Join(", ", differing)}. Request a normal change.");

    internal static string Said(ChangeState state) => state switch
    {
        ChangeState.AwaitingApproval => "awaiting approval",
        ChangeState.BackedOut => "backed out",
        ChangeState.Implementing => "being implemented",
        _ => state.ToString().ToLowerInvariant(),
    };
}
