using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Events.Components.Handling;

/// <summary>An event in sentences: how it stands, and what is to be done next.</summary>
internal static class EventSummary
{
    /// <summary><c>P1 Exception, firing for 12 min on db-7, seen 42 times, nobody has taken it on yet.</c></summary>
    public static string Say(EventView view, DateTimeOffset now)
    {
        var row = view.Row;
        var fires = row.Condition == Condition.Firing
            ? $"firing for {Spans.Duration(now - view.StartsAt)}"
            : $"over since {Spans.Duration(now - view.EndsAt)}, after {Spans.Duration(view.EndsAt - view.StartsAt)}";
        var where = row.Labels["instance"] is { Length: > 0 } instance ? $" on {instance}" : "";
        var seen = row.Count == 1 ? "seen once" : string.Create(CultureInfo.InvariantCulture, $"seen {row.Count:N0} times");
        return $"{row.Priority} {row.Type}, {fires}{where}, {seen}, {Handled(view)}.";
    }

    /// <summary>What the person who looks should do, in a sentence or two.</summary>
    public static string Next(EventView view, bool isMine)
    {
        var row = view.Row;
        return row.State switch
        {
            EventState.Closed when row.Condition == Condition.Firing => "It is closed, yet its source still fires. Reopen it if the work is not done.",
            EventState.Closed => "Nothing is left to do. Reopen it if it was closed too early.",
            EventState.Resolved when row.Condition == Condition.Cleared && row.Priority <= Priority.P2 => $"The cause is gone. Close it with a note and a lesson learned: a {row.Priority} is never closed without.",
            EventState.Resolved when row.Condition == Condition.Firing => "It was resolved, but its source still fires. Wait for the source, or reopen it.",
            EventState.Resolved => "The cause is gone. Close it with a note, or leave it: it closes by itself when nobody touches it any more.",
            _ when row.Standing == Standing.Suppressed => "A silence or maintenance window covers it, so it is out of the queue. There is nothing to do unless it is not what that was meant for.",
            _ when row.Standing == Standing.Snoozed => "It is out of the queue until its snooze ends. Wake it to work on it now.",
            _ when row is { Standing: Standing.Grouped, Lead: { } lead } => $"{lead} stands for it: work on that one. If the two have nothing to do with each other, say so below.",
            EventState.Prioritised when row.Owner.Length > 0 && !isMine => $"It was given to {row.Owner}, who has not taken it on yet.",
            EventState.Prioritised => "Acknowledge it, so that the others know you are on it.",
            EventState.Escalated => "More hands were asked for. Say in a comment what was found, and resolve it when it is mended.",
            _ when isMine => "It is yours. Say in a comment what you find, and resolve it when it is mended.",
            _ when row.Owner.Length == 0 => "It was acknowledged, but nobody owns it. Assign it to somebody.",
            _ => $"{row.Owner} works on it. Comment if you know something that helps.",
        };
    }

    /// <summary>The button that <see cref="Next"/> speaks of; null where it speaks of none.</summary>
    public static string? Primary(EventView view, bool isMine) => view.Row switch
    {
        { State: EventState.Closed, Condition: Condition.Firing } => "Reopen",
        { State: EventState.Closed } => null,
        { State: EventState.Resolved, Condition: Condition.Firing } => null,
        { State: EventState.Resolved } => "Close",
        { Standing: Standing.Suppressed } => null,
        { Standing: Standing.Grouped } => null,
        { Standing: Standing.Snoozed } => "Wake",
        { State: EventState.Prioritised } => "Acknowledge",
        { State: EventState.Escalated } => "Resolve",
        { Owner.Length: 0 } => "Assign",
        _ => isMine ? "Resolve" : "Comment",
    };

    private static string Handled(EventView view) => view.Row switch
    {
        { State: EventState.Closed } => "closed",
        { State: EventState.Resolved } => "resolved",
        { Standing: Standing.Suppressed } => WindowNumber.OfSuppressor(view.SuppressedBy) is { } window ? $"suppressed by {window}" : "suppressed by a silence",
        { Standing: Standing.Snoozed } row => $"snoozed until {row.SnoozedUntil!.Value.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture)} UTC",
        { State: EventState.Prioritised, Owner.Length: > 0 } row => $"given to {row.Owner}, who has not taken it on yet",
        { State: EventState.Prioritised } => "nobody has taken it on yet",
        { State: EventState.Escalated, Owner.Length: > 0 } row => $"escalated, {row.Owner} works on it",
        { State: EventState.Escalated } => "escalated",
        { Owner.Length: > 0 } row => $"{row.Owner} works on it",
        _ => $"acknowledged by {view.AcknowledgedBy}, but nobody owns it",
    };
}
