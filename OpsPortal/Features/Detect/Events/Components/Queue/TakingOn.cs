using MudBlazor;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;
using static OpsPortal.Features.Detect.Events.Components.Queue.QueueActs;

namespace OpsPortal.Features.Detect.Events.Components.Queue;

/// <summary>Who works an event.</summary>
public sealed class TakingOn(AcknowledgeEvent acknowledge, UnacknowledgeEvent unacknowledge, AssignEvent assign, IDialogService dialogs, Viewer viewer)
{
    public async Task<ActPlan<EventRow>?> AcknowledgeAsync(IReadOnlyList<EventRow> rows)
    {
        var actor = await viewer.ActorAsync();
        return new("Acknowledged",
            (row, stopping) => RefusalAsync(acknowledge.RunAsync(actor, row.Number, stopping)),
            (row, stopping) => RefusalAsync(unacknowledge.RunAsync(actor, row.Number, stopping)));
    }

    public async Task<ActPlan<EventRow>?> AssignAsync(IReadOnlyList<EventRow> rows)
    {
        var actor = await viewer.ActorAsync();
        if (await AssignDialog.AskAsync(dialogs, EventWords.Name(rows), await assign.CandidatesAsync(CancellationToken.None), actor.Person) is not { } owner) return null;
        return new(owner.Id is null ? "Given back" : $"Assigned to {owner.Name}:",
            (row, stopping) => RefusalAsync(assign.RunAsync(actor, row.Number, owner.Id, stopping, row.Version)),
            rows.All(row => row.Owner.Length == 0) ? (row, stopping) => RefusalAsync(assign.RunAsync(actor, row.Number, null, stopping)) : null);
    }
}
