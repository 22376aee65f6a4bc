using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Releases;

/// <summary>Every expected no of a release, in the words people read.</summary>
public static class ReleaseRefusals
{
    public static Refusal NotFrom(ReleaseState from, ReleaseState to) => new("release.not-from-state", $"A release that is {Said(from)} cannot become {Said(to)}.");

    public static Refusal NotEditable(ReleaseState state) => new("release.not-editable", $"This release is {Said(state)}; what it says can no longer change.");

    public static Refusal TextMissing(string what) => new("release.text-missing", $"Write a {what}.");

    public static Refusal BadText(string what, int most) => new("release.invalid-text", $"The {what} has to be plain text of at most {most} characters.");

    public static Refusal BadContents(int most) => new("release.invalid-contents", $"A release holds at most {most} components, and none twice.");

    public static Refusal BadSwitch(string key) => new("release.invalid-switch", $"\"{OneLine.Of(key, 80)}\" is not the key of a switch, such as new-checkout.");

    public static Refusal TooManyTasks(int most) => new("release.invalid-count", $"A release has at most {most} tasks.");

    public static Refusal NoTask(int number) => new("release.no-task", string.Create(CultureInfo.InvariantCulture, $"There is no task {number}."));

    public static Refusal TaskOver(ReleaseTask task) => new("release.task-done", $"{task.DoneBy} has seen to {task.Title} already.");

    public static Refusal TaskOpen(ReleaseTask task) => new("release.task-open", $"{task.Title} is open already.");

    public static Refusal NotAPerson(string name) => new("release.not-a-person", $"{name} is no person who is signed in; this is for a person to answer for.");

    public static Refusal Incomplete(IReadOnlyList<string> missing) => new("release.incomplete", $"Before anybody decides, give {string.Join(", ", missing)}.");

    public static Refusal TasksOpen(IReadOnlyList<ReleaseTask> open) => new("release.tasks-open", $"Not everything is done: {string.Join("; ", open.Select(task => $"{task.Title} ({task.OwnerName})"))}.");

    /// <param name="names">As <c>checkout/api 2.1.0</c>.</param>
    public static Refusal NotDeployed(string environment, IReadOnlyList<string> names) => new("release.not-deployed", $"Not everything runs in {environment}: {string.Join(", ", names)}.");

    public static Refusal TooEarly(DateTimeOffset date) => new("release.too-early", $"It goes out on {date.UtcDateTime:d MMM yyyy HH:mm} UTC, and not before. Change the date if it is to.");

    public static Refusal SamePerson(string name) => new("release.same-person", $"{name} said go. Somebody else releases it.");

    public static Refusal ChangedMeanwhile() => new("release.changed-meanwhile", "Somebody else changed this release in the meantime. Look at it again, then decide.");

    public static Refusal UnknownOwner() => new("release.invalid-owner", "The owner of a task is a person of this portal.");

    private static string Said(ReleaseState state) => state == ReleaseState.NoGo ? "no go" : state.ToString().ToLowerInvariant();
}
