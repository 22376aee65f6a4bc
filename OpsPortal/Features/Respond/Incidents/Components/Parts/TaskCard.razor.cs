using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Parts;

/// <summary>The tasks of an incident of one kind, to be ticked off.</summary>
public sealed partial class TaskCard(Viewer viewer) : ComponentBase
{
    /// <summary>What was pressed and is not saved yet, so that a box shows what was asked of it, and goes back when it is refused.</summary>
    private readonly Dictionary<Guid, bool> _pressed = [];

    /// <summary>Boxes are pressed faster than they are saved: each waits for the one before it, and none is lost.</summary>
    private Task _last = Task.CompletedTask;

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

    private bool IsDone(IncidentTask task) => _pressed.GetValueOrDefault(task.Id, task.DoneAt is not null);

    private Task SetAsync(IncidentTask task, bool done)
    {
        _pressed[task.Id] = done;
        return _last = SaveAsync(_last, task.Id, done);
    }

    private async Task SaveAsync(Task before, Guid task, bool done)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            Why = (await Finish.RunAsync(await viewer.ActorAsync(), Number, task, done, CancellationToken.None)).Refusal?.Message;
            await Acted.InvokeAsync();
        }
        finally
        {
            if (_pressed.GetValueOrDefault(task) == done) _pressed.Remove(task);
        }
    }

    private async Task AddAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await Add.RunAsync(await viewer.ActorAsync(), Number, Kind, Text, null, null, CancellationToken.None)).Refusal?.Message;
            if (Why is null) Text = "";
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
