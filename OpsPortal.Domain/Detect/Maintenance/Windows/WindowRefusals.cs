using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Maintenance.Windows;

/// <summary>Every expected no of a maintenance window, in the words people read.</summary>
public static class WindowRefusals
{
    public const string HoldsForEverythingCode = "window.holds-for-everything";

    public static Refusal NotFrom(WindowState from, WindowState to) => new("window.not-from-state", $"A window that is {Say(from)} cannot become {Say(to)}.");

    public static Refusal NoScope() => new("window.no-scope", "Say what it is for: services, an environment or labels.");

    public static Refusal TooManyServices() => new("window.too-many-services", $"At most {WindowScope.MaxServices} services can be named; an environment or labels may say the same.");

    public static Refusal UnknownService(ServiceKey key) => new("window.unknown-service", $"There is no service {key} in the catalogue.");

    public static Refusal BadMatcher(string name) => new("window.bad-matcher", $"The condition on the label \"{(name.Length > 60 ? name[..60] + "…" : name)}\" is not valid.");

    public static Refusal HoldsForEverything() => new(HoldsForEverythingCode, "This would hold nearly every event. Confirm that it is meant, or narrow it.");

    public static Refusal BadLowering() => new("window.bad-lowering", "Choose a priority to lower to, or 1 to 4 steps.");

    public static Refusal BadTag() => new("window.bad-tag", $"A tag is up to {WindowEffect.MaxTagLength} letters, digits, dots, hyphens and underscores.");

    public static Refusal Missing(string what) => new("window.text-missing", $"Write a {what}.");

    public static Refusal TooLong(string what, int most) => new("window.text-too-long", $"The {what} is longer than {most} characters.");

    public static Refusal NotPlain(string what) => new("window.text-not-plain", $"The {what} has to be plain text, a title in one line.");

    public static Refusal InThePast() => new("window.in-the-past", "It would be over already.");

    public static Refusal Running() => new("window.running", "It is in force now; end or extend it, then change it.");

    public static Refusal NotRunning() => new("window.not-running", "It is not in force now.");

    public static Refusal NoneLeft() => new("window.none-left", "There is no time left to start.");

    public static Refusal ExtendBackwards() => new("window.extend-backwards", "Extend to a time later than now and than its end so far.");

    public static Refusal ExtendTooFar() => new("window.extend-too-far", $"It can be extended by {MaintenanceWindow.LongestExtension.TotalDays:0} days past its plan at most.");

    public static Refusal NeedsAPerson() => new("window.needs-a-person", "Only a person can approve a window.");

    public static Refusal OwnWindow() => new("window.own", "You asked for this window or changed it last; another person has to approve it.");

    public static Refusal TooMany() => new("window.too-many", $"At most {MaintenanceWindow.MaxUnfinished} windows can be unfinished at once.");

    public static Refusal ChangedMeanwhile(string by) => new("window.changed-meanwhile", $"{by} changed this window meanwhile. Look again, then decide.");

    public static Refusal NotMovable() => new("window.not-movable", "Only a window that takes place once and has not begun can be moved as a whole; of others move one of their times, or change the rule.");

    public static Refusal TimeHasBegun() => new("window.time-has-begun", "That time has begun or is over; only one that is still to come can be moved.");

    public static Refusal StartsInThePast() => new("window.in-the-past", "It would have begun already; choose a start that is still to come.");

    public static Refusal TimeTaken() => new("window.time-taken", "Until then a time of this window is in force, or over already; choose a later start.");

    public static Refusal SameTime() => new("window.same-time", "That is when it takes place already.");

    private static string Say(WindowState state) => state switch
    {
        WindowState.AwaitingApproval => "awaiting approval",
        _ => state.ToString().ToLowerInvariant(),
    };
}
