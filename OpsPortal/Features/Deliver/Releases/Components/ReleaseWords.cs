using MudBlazor;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.Releases.Components;

/// <summary>Releases in the words of the screens.</summary>
internal static class ReleaseWords
{
    public static string State(ReleaseState state) => state switch
    {
        ReleaseState.NoGo => "No go",
        ReleaseState.Cancelled => "Called off",
        _ => state.ToString(),
    };

    public static string Of(Availability availability) => availability switch
    {
        Availability.NotDeployed => "Not deployed",
        Availability.DeployedNotReleased => "Deployed, not released",
        Availability.Released => "Deployed and released",
        Availability.Withdrawn => "Deployed, withdrawn",
        _ => "Released, not deployed",
    };

    /// <summary>The same of a release of several parts, <c>1 of 2 deployed</c> where only some run.</summary>
    public static string Of(ReleaseRow row) => row.Running > 0 && row.Running < row.Contents.Count ? $"{row.Running} of {row.Contents.Count} deployed{(row.State == ReleaseState.Released ? ", released" : "")}" : Of(row.Availability);

    public static string Of(ReleaseTaskKind kind) => kind == ReleaseTaskKind.SupportBriefing ? "Support briefing" : kind.ToString();

    /// <summary>How it stands, in one sentence.</summary>
    public static string Summary(ReleaseView view, DateTimeOffset now)
    {
        var (row, release) = (view.Row, view.Release);
        var date = row.Date is { } day ? Spans.Relative(day, now) : "";
        return row.State switch
        {
            ReleaseState.Planned => $"{Runs(row)} {(row.OpenTasks > 0 ? $"{Count(row.OpenTasks, "task")} still to be done; nobody has decided yet." : "Nobody has decided yet.")}",
            ReleaseState.Go => $"{release.DecidedBy?.Name} said go. {Runs(row)} {(row.Date > now ? $"It may go out {date}." : "It may go out now.")}",
            ReleaseState.NoGo => $"{release.DecidedBy?.Name} said no go: {release.DecidedWhy}",
            ReleaseState.Released => $"{(row.Audience.Length > 0 ? row.Audience : "Its audience")} has it since {Spans.Relative(row.ReleasedAt ?? row.ChangedAt, now)}.{(row.Availability == Availability.Released ? "" : $" Not all of it runs in {row.Environment} any more.")}",
            ReleaseState.Withdrawn => "It was taken away from its audience again. What runs stays.",
            _ => "It was called off before anybody had it.",
        };
    }

    /// <summary>What should be done next.</summary>
    public static string Next(ReleaseView view, DateTimeOffset now) => view.Row.State switch
    {
        ReleaseState.Planned when view.Release.Draft.Missing() is { Count: > 0 } missing => $"Before anybody decides, give {string.Join(", ", missing)}.",
        ReleaseState.Planned when view.Row.OpenTasks > 0 => "See to the tasks below; then somebody decides.",
        ReleaseState.Planned when view.Row.Running < view.Row.Contents.Count => $"Deploy what does not run in {view.Row.Environment} yet.",
        ReleaseState.Planned => "Everything is done: say go or no go.",
        ReleaseState.Go when view.Row.Date > now => "Somebody other than who said go releases it on its date. An edit opens the decision again.",
        ReleaseState.Go => "Somebody other than who said go releases it.",
        ReleaseState.NoGo => "Read why, edit it, and decide again.",
        ReleaseState.Released when view.Switch is not null => "Raise the share of those who have it, or withdraw it if it does harm.",
        ReleaseState.Released => "Withdraw it if it does harm.",
        ReleaseState.Withdrawn => "Repair it, then plan it again.",
        _ => "Nothing is left to do.",
    };

    /// <summary>What an entry says: the verb after the actor, the text beside it, and an icon.</summary>
    public static (string Said, string Text, string Icon) Tell(ReleaseEntry entry) => entry.Kind switch
    {
        ReleaseEntryKind.Planned => ("planned it", entry.Text, Icons.Material.Outlined.NoteAdd),
        ReleaseEntryKind.Edited => ("edited it", entry.Text, Icons.Material.Outlined.Edit),
        ReleaseEntryKind.Task => ("on a task", entry.Text, Icons.Material.Outlined.TaskAlt),
        ReleaseEntryKind.Switched => ("set the switch", entry.Text, Icons.Material.Outlined.ToggleOn),
        ReleaseEntryKind.Moved => (entry.To switch
        {
            ReleaseState.Planned => "opened the decision again",
            ReleaseState.Go => "said go",
            ReleaseState.NoGo => "said no go",
            ReleaseState.Released => "released it",
            ReleaseState.Withdrawn => "withdrew it",
            _ => "called it off",
        }, entry.Text, Icons.Material.Outlined.SwapVert),
        _ => ("wrote", entry.Text, Icons.Material.Outlined.ChatBubbleOutline),
    };

    private static string Runs(ReleaseRow row) => row.Contents.Count == 0 ? "It has no contents yet." : row.Running == row.Contents.Count ? $"All of it runs in {row.Environment}." : row.Running == 0 ? $"Nothing of it runs in {row.Environment} yet." : $"{row.Running} of {row.Contents.Count} run in {row.Environment}.";

    private static string Count(int count, string what) => count == 1 ? $"1 {what} is" : $"{count} {what}s are";
}
