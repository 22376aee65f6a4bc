using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Parts;

/// <summary>The tasks of an incident of one kind, to be ticked off.</summary>
public sealed partial class TaskCard(Viewer viewer) : ComponentBase
{
    [Parameter, EditorRequired] public IncidentNumber Number { get; set; }

    [Parameter, EditorRequired] public TaskKind Kind { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<IncidentTask> Tasks { get; set; } = [];

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private AddTask Add { get; set; } = default!;

    [Inject] private FinishTask Finish { get; set; } = default!;

    private bool Busy { get; set; }

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    private string Title => Kind switch { TaskKind.Checklist => "Checklist for major incidents", TaskKind.FollowUp => "Actions of the review", _ => "Tasks" };

    private string Empty => Kind == TaskKind.FollowUp ? "What is to be done so that it does not happen again?" : "Nothing has been shared out yet.";

    private string AddLabel => Kind == TaskKind.FollowUp ? "New action" : "New task";

    private Task SetAsync(IncidentTask task, bool done) => RunAsync(async () => (await Finish.RunAsync(await viewer.ActorAsync(), Number, task.Id, done, CancellationToken.None)).Refusal?.Message);

    private Task AddAsync() => RunAsync(async () =>
    {
        var why = (await Add.RunAsync(await viewer.ActorAsync(), Number, Kind, Text, null, null, CancellationToken.None)).Refusal?.Message;
        if (why is null) Text = "";
        return why;
    });

    private async Task RunAsync(Func<Task<string?>> act)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = await act();
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
