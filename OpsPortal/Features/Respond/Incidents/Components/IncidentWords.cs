using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Respond.Incidents.Components;

/// <summary>Incidents in the words of the screens.</summary>
internal static class IncidentWords
{
    public static string Name(IReadOnlyList<IncidentRow> rows) => rows is [var one] ? one.Number.ToString() : $"{rows.Count} incidents";

    /// <summary>How it stands, in one sentence.</summary>
    public static string Summary(IncidentView view, DateTimeOffset now)
    {
        var (row, incident) = (view.Row, view.Incident);
        var what = row.Service.Length > 0 ? $"{row.Service} is hit" : "No service is named";
        var events = view.Events.Count switch { 0 => "no event belongs to it", 1 => "1 event belongs to it", var many => $"{many} events belong to it" };
        var firing = view.Events.Count(member => member.Condition == Condition.Firing);
        var still = (view.Events.Count, firing) switch { (0, _) => "", (1, 0) => ", which is over", (1, _) => ", which still fires", (_, 0) => ", all over", _ => $", {firing} still firing" };
        return row.State switch
        {
            IncidentState.New => $"{what}; {events}{still}. Open for {Spans.Duration(now - row.OpenedAt)}, and nobody has taken it on.",
            IncidentState.Investigating => $"{what}; {events}{still}. {(row.OwnerName.Length > 0 ? $"{row.OwnerName} works it" : "Nobody owns it")}, for {Spans.Duration(now - row.OpenedAt)}{(incident.HeldSince is { } since ? $"; on hold for {Spans.Duration(now - since)}: {incident.HeldWhy}" : "")}.",
            IncidentState.Mitigated => $"{what}, but users hardly notice; {events}{still}.",
            _ => $"{row.State} as {Code(incident.Resolution)} after {Spans.Duration((incident.ResolvedAt ?? row.ChangedAt) - row.OpenedAt)}; {events}{still}.",
        };
    }

    /// <summary>What should be done next.</summary>
    public static string Next(IncidentView view)
    {
        var incident = view.Incident;
        var left = view.Of(TaskKind.Checklist).Count(task => task.DoneAt is null);
        return incident.State switch
        {
            IncidentState.New => "Acknowledge it: from then on everybody knows who works it.",
            IncidentState.Investigating when incident.IsMajor && left > 0 => $"{left} of the checklist for major incidents are to be done. Tell stakeholders what you know.",
            IncidentState.Investigating when view.Events.Count > 0 && view.Events.All(member => member.Condition == Condition.Cleared) => "All its events are over. If users can work again, mark it as mitigated or resolve it.",
            IncidentState.Investigating => "Restore the service first; find the cause afterwards. Mark it as mitigated as soon as users no longer notice.",
            IncidentState.Mitigated => "Make sure that it holds, then resolve it with its cause.",
            IncidentState.Resolved when incident.IsMajor && incident.ReviewedAt is null => "Hold the review, write down what was learned, then close it.",
            IncidentState.Resolved => incident.Priority <= Priority.P2 ? "Write down what was learned, and close it." : "Close it when whoever reported it agrees.",
            _ => "Nothing is left to do. It can be reopened.",
        };
    }

    /// <summary>The name of the most sensible act.</summary>
    public static string Primary(IncidentState state) => state switch
    {
        IncidentState.New => "Acknowledge",
        IncidentState.Investigating => "Mitigate",
        IncidentState.Mitigated => "Resolve",
        IncidentState.Resolved => "Close",
        _ => "",
    };

    public static string Code(ResolutionCode? code) => code switch
    {
        ResolutionCode.Fixed => "fixed",
        ResolutionCode.Workaround => "worked around",
        ResolutionCode.ChangeReversed => "change reversed",
        ResolutionCode.Supplier => "restored by a supplier",
        ResolutionCode.SelfCleared => "cleared by itself",
        ResolutionCode.Duplicate => "a duplicate",
        ResolutionCode.NoFault => "no fault found",
        _ => "resolved",
    };

    /// <summary>A clock in a few words: what is left, or by how much it is over.</summary>
    public static string Say(IncidentClock clock) => clock.State switch
    {
        TargetState.Met => $"met, {Spans.Duration(clock.Used)} of {Spans.Duration(clock.Target)}",
        TargetState.Missed => $"missed by {Spans.Duration(clock.Used - clock.Target)}",
        TargetState.Paused => $"on hold, {Spans.Duration(clock.Left)} left",
        _ => $"{Spans.Duration(clock.Left)} left",
    };

    /// <summary>A message to stakeholders from what is known, to be read over and changed.</summary>
    public static string Draft(IncidentView view, DateTimeOffset now)
    {
        var (row, incident) = (view.Row, view.Incident);
        var subject = row.Service.Length > 0 ? row.Service : row.Title;
        return row.State switch
        {
            IncidentState.New or IncidentState.Investigating when incident.LastUpdateAt is null =>
                $"Since {row.OpenedAt.UtcDateTime:HH:mm} UTC {subject} does not work as it should. We know about it and are working on it. We will write again by {now.AddMinutes(30).UtcDateTime:HH:mm} UTC.",
            IncidentState.New or IncidentState.Investigating => $"We are still working on {subject}, which has not worked as it should since {row.OpenedAt.UtcDateTime:HH:mm} UTC. We will write again by {now.AddMinutes(30).UtcDateTime:HH:mm} UTC.",
            IncidentState.Mitigated => $"{subject} can be used again. We are watching it, and will write once it is certain that it holds.",
            _ => $"{subject} works as it should again since {(incident.ResolvedAt ?? now).UtcDateTime:HH:mm} UTC. {(incident.Cause.Length > 0 ? $"Cause: {incident.Cause}" : "We are sorry for the interruption.")}",
        };
    }

    /// <summary>What the actor did, as it follows the name; the text beside it where it is a person's words.</summary>
    public static (string Said, string Text, string Icon, bool IsSpeech) Tell(IncidentEntry entry) => entry.Kind switch
    {
        IncidentEntryKind.Opened => ($"opened it as {entry.Text}", "", Icons.Material.Outlined.LocalFireDepartment, false),
        IncidentEntryKind.Moved => (Moved(entry), entry.Text, Icons.Material.Outlined.SwapVert, false),
        IncidentEntryKind.Noted => ("wrote", entry.Text, Icons.Material.Outlined.ChatBubbleOutline, true),
        IncidentEntryKind.EventJoined => ($"brought in {entry.Event}", entry.Text, Icons.Material.Outlined.Link, false),
        IncidentEntryKind.EventLeft => ($"took {entry.Event} out", "", Icons.Material.Outlined.LinkOff, false),
        IncidentEntryKind.EventTold => ($"{entry.Event}: {entry.Text}", "", Icons.Material.Outlined.NotificationsActive, false),
        IncidentEntryKind.Assigned => ($"assigned it to {entry.Text}", "", Icons.Material.Outlined.Person, false),
        IncidentEntryKind.RoleGiven => ($"gave a role, {entry.Text}", "", Icons.Material.Outlined.Badge, false),
        IncidentEntryKind.Reprioritised => ("changed the priority", entry.Text, Icons.Material.Outlined.LowPriority, false),
        IncidentEntryKind.MajorDeclared => ("declared it a major incident", entry.Text, Icons.Material.Outlined.Campaign, false),
        IncidentEntryKind.MajorLifted => ("said it is no major incident", entry.Text, Icons.Material.Outlined.Campaign, false),
        IncidentEntryKind.Held => ("put it on hold", entry.Text, Icons.Material.Outlined.PauseCircle, false),
        IncidentEntryKind.Continued => ("let the clock run again", "", Icons.Material.Outlined.PlayCircle, false),
        IncidentEntryKind.TaskAdded => ("added a task", entry.Text, Icons.Material.Outlined.AddTask, false),
        IncidentEntryKind.TaskDone => ("did", entry.Text, Icons.Material.Outlined.TaskAlt, false),
        IncidentEntryKind.TaskReopened => ("reopened a task", entry.Text, Icons.Material.Outlined.RadioButtonUnchecked, false),
        IncidentEntryKind.Updated => ("told stakeholders", entry.Text, Icons.Material.Outlined.RecordVoiceOver, true),
        IncidentEntryKind.Escalated => ($"called {entry.Text}", "", Icons.Material.Outlined.CrisisAlert, false),
        IncidentEntryKind.Described => ("wrote what is known anew", "", Icons.Material.Outlined.Edit, false),
        IncidentEntryKind.Reviewed => ("held the review", "", Icons.Material.Outlined.RateReview, false),
        IncidentEntryKind.HandedOver => ($"handed it over {entry.Text}", "", Icons.Material.Outlined.SyncAlt, false),
        IncidentEntryKind.Supposed => ("supposed", entry.Text, Icons.Material.Outlined.Lightbulb, false),
        _ => (entry.Kind.ToString(), entry.Text, Icons.Material.Outlined.Circle, false),
    };

    private static string Moved(IncidentEntry entry) => (entry.From, entry.To) switch
    {
        (IncidentState.New, IncidentState.Investigating) => "acknowledged it",
        (IncidentState.Mitigated, IncidentState.Investigating) => "says users notice it again",
        (_, IncidentState.Investigating) => "reopened it",
        (_, IncidentState.Mitigated) => "mitigated it",
        (_, IncidentState.Resolved) => "resolved it",
        _ => "closed it",
    };
}
