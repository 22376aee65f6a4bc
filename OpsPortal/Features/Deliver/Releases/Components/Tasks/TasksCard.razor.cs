using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Releases.Components.Tasks;

/// <summary>What has to be done before a release goes out, by whom, and whether it is done.</summary>
public sealed partial class TasksCard(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private ActingSession? _by;

    [Parameter, EditorRequired] public ReleaseView View { get; set; } = default!;

    /// <summary>The release may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private ReleaseTasks Acts { get; set; } = default!;

    [Inject] private ReleaseQueries Releases { get; set; } = default!;

    /// <summary>Those who can own a task, by name.</summary>
    private IReadOnlyList<(PersonId Id, string Name)> People { get; set; } = [];

    private string Title { get; set; } = "";

    private ReleaseTaskKind Kind { get; set; }

    /// <summary>The id of a person; empty: not chosen yet.</summary>
    private string Owner { get; set; } = "";

    /// <summary>In the viewer's zone; null: by the date of the release.</summary>
    private DateTime? Due { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private DateTimeOffset Now => viewer.Now;

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    private bool IsOpen => ReleaseLifecycle.IsEditable(View.Row.State);

    private bool MayWrite => _by?.Actor.May(Permissions.ReleasesWrite) == true;

    protected override async Task OnInitializedAsync() => People = await Releases.PeopleAsync(CancellationToken.None);

    protected override async Task OnParametersSetAsync() => _by = await viewer.SessionAsync();

    private bool MayEnd(ReleaseTask task) => _by is { } by && ReleaseTasks.MayEnd(by, View.Release, task.Number, waived: false);

    /// <summary>Whoever owns it stays to be seen, also after leaving.</summary>
    private IEnumerable<(PersonId Id, string Name)> Choices(ReleaseTask task) => People.Any(person => person.Id == task.Owner) ? People : People.Prepend((task.Owner, task.OwnerName));

    private Task EndAsync(ReleaseTask task) => RunAsync((by, number) => Acts.EndAsync(by, number, task.Number, "", waived: false, CancellationToken.None), $"{task.Title} is done.");

    private Task WaiveAsync(ReleaseTask task) => NotedAsync("Not needed", $"Why need {task.Title} not be done?", (by, number, why) => Acts.EndAsync(by, number, task.Number, why, waived: true, CancellationToken.None), $"{task.Title} is not needed.");

    private Task ReopenAsync(ReleaseTask task) => NotedAsync("Reopen", $"Why is {task.Title} not done? What was decided is open again.", (by, number, why) => Acts.ReopenAsync(by, number, task.Number, why, CancellationToken.None), $"{task.Title} is open again.");

    private Task GiveAsync(ReleaseTask task, string? owner) =>
        Guid.TryParse(owner, out var person) ? RunAsync((by, number) => Acts.GiveAsync(by, number, task.Number, new(person), CancellationToken.None), $"{task.Title} has another owner.") : Task.CompletedTask;

    private async Task AddAsync()
    {
        var owner = Guid.TryParse(Owner, out var person) ? person : Guid.Empty;
        var draft = new TaskDraft(Kind, Title.Trim(), new(owner), Due is { } due ? Zones.ToInstant(due, Zone) : null);
        await RunAsync((by, number) => Acts.AddAsync(by, number, draft, CancellationToken.None), $"{draft.Title} is added.");
        if (Why is null) (Title, Due) = ("", null);
    }

    private async Task NotedAsync(string act, string hint, Func<ActingSession, ReleaseNumber, string, Task<Outcome<Release>>> run, string done)
    {
        if (await NoteDialog.AskAsync(dialogs, new(act, View.Row.Number.ToString(), "Reason") { Hint = hint }) is not { } note) return;
        await RunAsync((by, number) => run(by, number, note.Text), done);
        if (Why is null) await note.Sent();
    }

    private async Task RunAsync(Func<ActingSession, ReleaseNumber, Task<Outcome<Release>>> act, string done)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            Why = (await act(await viewer.SessionAsync(), View.Row.Number)).Refusal;
            if (Why is null) Said = done;
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
