using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Correlation.Components;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Detect.Events.Components.Queue;

/// <summary>What can be done to events in a list, in the order of the buttons.</summary>
public sealed class QueueActs(TakingOn takingOn, PuttingOff puttingOff, Speaking speaking, Ending ending, Grouping grouping)
{
    public IReadOnlyList<ListAct<EventRow>> All { get; } =
    [
        new("Acknowledge", "a", takingOn.AcknowledgeAsync) { Asks = false }, new("Assign", "o", takingOn.AssignAsync), new("Snooze", "s", puttingOff.SnoozeAsync),
        new("Escalate", "e", speaking.EscalateAsync), new("Resolve", "r", ending.ResolveAsync), new("Close", "", ending.CloseAsync), new("Comment", "c", speaking.CommentAsync),
        new("Merge", "m", grouping.MergeAsync) { Asks = false }, new("Incident", "i", grouping.ToIncidentAsync), new("Priority", "p", puttingOff.ReprioritiseAsync),
        new("Actionable", "y", speaking.ActionableAsync) { Asks = false }, new("Noise", "n", speaking.NoiseAsync) { Asks = false },
    ];

    /// <summary>The refusal of an act, or null where it was carried out.</summary>
    internal static async Task<Refusal?> RefusalAsync(Task<Outcome<Event>> act) => (await act).Refusal;
}
