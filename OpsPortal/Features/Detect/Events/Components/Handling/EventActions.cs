using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Components.Queue;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Detect.Events.Components.Handling;

/// <summary>What can be done to one event as it stands now, in the order of the buttons.</summary>
public sealed class EventActions(QueueActs queue, Ending ending, PuttingOff puttingOff)
{
    /// <summary>The act that is written on the page itself instead of in a dialog.</summary>
    public const string Comment = "Comment";

    /// <summary>In the order of the buttons, whether they apply or not.</summary>
    public IReadOnlyList<ListAct<EventRow>> All { get; } = Ordered(queue.All, new("Reopen", "", ending.ReopenAsync), new("Wake", "", puttingOff.WakeAsync));

    /// <summary>Only those that apply.</summary>
    public IEnumerable<ListAct<EventRow>> For(EventView view) => All.Where(act => Applies(act.Name, view));

    private static bool Applies(string act, EventView view)
    {
        var open = EventLifecycle.IsOpen(view.Row.State);
        return act switch
        {
            "Acknowledge" => open && view.AcknowledgedAt is null,
            "Escalate" => open && view.Row.State != EventState.Escalated,
            "Snooze" => open && view.Row.SnoozedUntil is null,
            "Wake" => open && view.Row.SnoozedUntil is not null,
            "Assign" or "Resolve" or "Priority" or "Incident" => open,
            "Actionable" => view.Usefulness != Usefulness.Actionable,
            "Noise" => view.Usefulness != Usefulness.Noise,
            "Close" => view.Row.State == EventState.Resolved,
            "Reopen" => !open,

            // Two are merged where two can be chosen: in the list.
            "Merge" => false,
            _ => true,
        };
    }

    /// <summary>The comment stands after those who work an event, as in the order of a conversation.</summary>
    private static IReadOnlyList<ListAct<EventRow>> Ordered(IReadOnlyList<ListAct<EventRow>> known, params ListAct<EventRow>[] more)
    {
        string[] order = ["Acknowledge", "Assign", Comment, "Snooze", "Wake", "Escalate", "Incident", "Resolve", "Close", "Reopen", "Priority", "Actionable", "Noise", "Merge"];
        return [.. known.Concat(more).OrderBy(act => Array.IndexOf(order, act.Name))];
    }
}
