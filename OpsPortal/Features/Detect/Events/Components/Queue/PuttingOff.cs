using MudBlazor;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Prioritisation.Acts;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;
using static OpsPortal.Features.Detect.Events.Components.Queue.QueueActs;

namespace OpsPortal.Features.Detect.Events.Components.Queue;

/// <summary>How soon events are to be worked: later, now, or before others.</summary>
public sealed class PuttingOff(SnoozeEvent snooze, WakeEvent wake, ReprioritiseEvent reprioritise, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<EventRow>?> SnoozeAsync(IReadOnlyList<EventRow> rows)
    {
        if (await SnoozeDialog.AskAsync(dialogs, EventWords.Name(rows)) is not { } until) return null;
        var actor = await viewer.ActorAsync();
        return new("Snoozed",
            (row, stopping) => RefusalAsync(snooze.RunAsync(actor, row.Number, until, stopping, row.Version)),
            (row, stopping) => RefusalAsync(wake.RunAsync(actor, row.Number, stopping)));
    }

    public async Task<ActPlan<EventRow>?> ReprioritiseAsync(IReadOnlyList<EventRow> rows)
    {
        var priorities = rows.Select(row => row.Priority).Distinct().ToList();
        if (await PriorityDialog.AskAsync(dialogs, EventWords.Name(rows), priorities is [var one] ? one : null) is not { } chosen) return null;
        var actor = await viewer.ActorAsync();
        return new($"Set to {chosen.Priority}:",
            (row, stopping) => RefusalAsync(reprioritise.RunAsync(actor, row.Number, chosen.Priority, chosen.Reason, stopping, row.Version)),
            (row, stopping) => RefusalAsync(reprioritise.RunAsync(actor, row.Number, row.Priority, "Set by mistake", stopping)));
    }

    public async Task<ActPlan<EventRow>?> WakeAsync(IReadOnlyList<EventRow> rows)
    {
        var actor = await viewer.ActorAsync();
        return new("Woken", (row, stopping) => RefusalAsync(wake.RunAsync(actor, row.Number, stopping)));
    }
}
