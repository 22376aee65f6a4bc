using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Duties.Exceptions;

/// <summary>Every no of break-glass and of freeze overrides, in the words people read.</summary>
public static class ExceptionRefusals
{
    public static Refusal TextMissing(string what) => new("break-glass.text-missing", $"Write a {what}.");

    public static Refusal TextTooLong(string what, int most) => new("break-glass.text-too-long", $"The {what} is longer than {most} characters.");

    public static Refusal NotEmergency() => new("break-glass.not-emergency", "Only an emergency change can go without its approvals.");

    public static Refusal ReviewOverdue(string change, DateTimeOffset due) => new("break-glass.review-overdue",
        $"The team's last time, {change}, was to be reviewed by {due.UtcDateTime:yyyy-MM-dd HH:mm} UTC and was not. Review it first.");

    public static Refusal SamePerson(string first) => new("break-glass.same-person", $"{first} declared it; another person has to confirm it.");

    public static Refusal Confirmed(string by) => new("break-glass.confirmed", $"{by} confirmed it already.");

    public static Refusal NotConfirmed() => new("break-glass.not-confirmed", "A second person has to confirm it first.");

    public static Refusal Over(DateTimeOffset at) => new("break-glass.over", $"It held until {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Declare it anew.");

    public static Refusal Used() => new("break-glass.used", "It was used already. It is good for one execution.");

    public static Refusal OtherContent(string change) => new("break-glass.other-content", $"It was declared for another change than this, or {change} was edited since.");

    public static Refusal ConfirmerExecutes(string name) => new("break-glass.confirmer-executes", $"{name} confirmed it, and so cannot carry it out.");

    public static Refusal NotUsed() => new("break-glass.not-used", "Nothing was carried out on the strength of it, so there is nothing to review.");

    public static Refusal Reviewed(string by) => new("break-glass.reviewed", $"{by} reviewed it already.");

    public static Refusal OwnReview(string name) => new("break-glass.own-review", $"{name} took part in it; somebody else has to review it.");

    public static Refusal ClockSetBack() => new("break-glass.clock-set-back", "The server's clock was set back since it was declared.");

    public static Refusal OverrideReason() => new("freeze-override.text-missing", "Write why it cannot wait for the end of the freeze.");

    public static Refusal OverrideTime(TimeSpan most) => new("freeze-override.invalid-time", $"It has to end, still to come, and after {most.TotalHours:0} hours at most.");

    public static Refusal FreezeOver() => new("freeze-override.freeze-over", "The freeze is over or was lifted; nothing has to be overridden.");

    public static Refusal Frozen(string freeze, DateTimeOffset until) => new("freeze-override.frozen",
        $"{freeze}: nothing is to be deployed until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Being approved does not lift it; whoever may override freezes has to name it.");

    public static Refusal OverriderTookPart(string name) => new("freeze-override.took-part", $"{name} asked for the change, edited, wrote or carries it out, and so cannot lift the freeze for it.");

    /// <param name="did">As <c>approved</c>.</param>
    public static Refusal EndsForOwn(string name, string did, string change) => new("freeze.own-change", $"{name} {did} {change}, which this freeze holds back, and so cannot end it early. Whoever may override freezes can let that change through.");
}
