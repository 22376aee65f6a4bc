using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Events.Components.Timeline;

/// <summary>One line of a timeline as it is shown.</summary>
/// <param name="Said">What the actor did, as it follows the name.</param>
/// <param name="Text">What was written; empty where nothing was.</param>
/// <param name="IsSpeech">A person's own words, rather than a note to an act.</param>
internal sealed record TimelineLine(long Id, DateTimeOffset At, string Actor, string Said, string Text, string Icon, bool IsSpeech = false)
{
    /// <summary>The maintenance window it speaks of, as <c>MW-3</c>; empty: none.</summary>
    public string Window { get; init; } = "";
}

/// <summary>The entries of a timeline in the words people use.</summary>
internal static class TimelineWords
{
    /// <summary>Oldest first, beginning with how the event came to be.</summary>
    public static IEnumerable<TimelineLine> Tell(EventView view)
    {
        yield return new(0, view.Row.FirstSeenAt, view.Row.Source, "raised it", "", Icons.Material.Outlined.Bolt);
        foreach (var entry in view.Timeline) yield return Tell(entry);
    }

    private static TimelineLine Tell(EventEntry entry)
    {
        return entry.Kind switch
        {
            EntryKind.Moved => Line(Moved(entry), Icon(entry.To)),
            EntryKind.Cleared => Line("says it is over", Icons.Material.Outlined.Check),
            EntryKind.Refired => Line("fired again", Icons.Material.Outlined.Bolt),
            EntryKind.Assigned => Line($"assigned it to {entry.Text}", Icons.Material.Outlined.Person, withText: false),
            EntryKind.Commented => Line("commented", Icons.Material.Outlined.ChatBubbleOutline) with { IsSpeech = true },
            EntryKind.Snoozed => Line($"snoozed it {entry.Text}", Icons.Material.Outlined.Snooze, withText: false),
            EntryKind.Woken => Line("woke it", Icons.Material.Outlined.Alarm),
            EntryKind.Suppressed when IsWindow(entry) => Line($"suppressed it by {entry.Text}", Icons.Material.Outlined.NotificationsOff, withText: false) with { Window = entry.Text },
            EntryKind.Unsuppressed when IsWindow(entry) => Line($"released it: {entry.Text} holds it back no longer", Icons.Material.Outlined.NotificationsActive, withText: false) with { Window = entry.Text },
            EntryKind.Tagged => Line("tagged it", Icons.Material.Outlined.Sell),
            EntryKind.Untagged => Line("took its tag away", Icons.Material.Outlined.Sell),
            EntryKind.Suppressed => Line("suppressed it by a silence", Icons.Material.Outlined.NotificationsOff, withText: false),
            EntryKind.Unsuppressed => Line("suppresses it no longer", Icons.Material.Outlined.NotificationsActive, withText: false),
            EntryKind.Reprioritised => Line("changed the priority", Icons.Material.Outlined.LowPriority),
            EntryKind.Judged when entry.Text.Length == 0 => Line("took back what they said about its use", Icons.Material.Outlined.ThumbsUpDown),
            EntryKind.Judged => Line($"marked it as {entry.Text.ToLowerInvariant()}", Icons.Material.Outlined.ThumbsUpDown, withText: false),
            EntryKind.FlapsFrom => Line("says it comes and goes", Icons.Material.Outlined.Waves),
            EntryKind.FlapsNoLonger => Line("has come to rest", Icons.Material.Outlined.Waves, withText: false),
            EntryKind.Merged => Line($"merged it with {entry.Text}", Icons.Material.Outlined.CallMerge, withText: false),
            EntryKind.Parted => Line("said that it is not related to other events", Icons.Material.Outlined.CallSplit, withText: false),
            EntryKind.TookOver => Line($"made it stand for its group in place of {entry.Text}", Icons.Material.Outlined.CallMerge, withText: false),
            _ => Line(entry.Kind.ToString(), Icons.Material.Outlined.Circle),
        };

        TimelineLine Line(string said, string icon, bool withText = true) =>
            new(entry.Id, entry.At, entry.Actor, said, withText ? entry.Text : "", icon);
    }

    private static bool IsWindow(EventEntry entry) => entry.Text.StartsWith("MW-", StringComparison.Ordinal);

    private static string Moved(EventEntry entry) => (entry.From, entry.To) switch
    {
        (EventState.Prioritised, EventState.Investigating) => "acknowledged it",
        (EventState.Investigating, EventState.Prioritised) => "took the acknowledgement back",
        (EventState.Escalated, EventState.Investigating) => "took the escalation back",
        (EventState.Resolved or EventState.Closed, EventState.Investigating or EventState.Prioritised) => "reopened it",
        (_, EventState.Escalated) => "escalated it",
        (_, EventState.Resolved) => "resolved it",
        (_, EventState.Closed) => "closed it",
        var (_, to) => $"moved it to {to}",
    };

    private static string Icon(EventState? to) => to switch
    {
        EventState.Investigating => Icons.Material.Outlined.Person,
        EventState.Escalated => Icons.Material.Outlined.Campaign,
        EventState.Resolved => Icons.Material.Outlined.TaskAlt,
        EventState.Closed => Icons.Material.Outlined.Inventory2,
        _ => Icons.Material.Outlined.Replay,
    };
}
