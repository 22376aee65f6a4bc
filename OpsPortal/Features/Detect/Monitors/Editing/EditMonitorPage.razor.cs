using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Monitors.Editing;

/// <summary>What saving and trying a monitor needs.</summary>
internal sealed class MonitorEditing(IMonitorQueries monitors, CreateMonitor create, ChangeMonitor change, PreviewMonitor preview, MetricStore store)
{
    public IMonitorQueries Monitors => monitors;

    public CreateMonitor Create => create;

    public ChangeMonitor Change => change;

    public PreviewMonitor Preview => preview;

    /// <summary>Names to choose from while one is typed.</summary>
    public IReadOnlyList<string> MetricNames => store.Names("", 200);
}

/// <summary>Sets a monitor up, or anew: checked as it is typed, tried before it is saved.</summary>
public sealed partial class EditMonitorPage(Viewer viewer, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private int? _version;

    [Inject] private MonitorEditing Editing { get; set; } = default!;

    /// <summary><c>MON-7</c>; null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    private MonitorNumber? Known => MonitorNumber.TryParse(Number, null, out var number) ? number : null;

    private MonitorForm? Form { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    /// <summary>Faults are shown of fields that were touched, or of all once saving was tried.</summary>
    private HashSet<string> Touched { get; } = [];

    private bool Tried { get; set; }

    private IReadOnlyList<DraftFault> Faults { get; set; } = [];

    private Refusal? Why { get; set; }

    private IReadOnlyList<PreviewLine>? Preview { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Number is null) Form = new();
        else if (Known is { } number && await Editing.Monitors.ViewAsync(number, _leaving.Token) is { } view) (Form, _version) = (MonitorForm.Of(view.Draft), view.Row.Version);
        else Unknown = true;
        Check();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void Check(params string[] touched)
    {
        Touched.UnionWith(touched);
        if (Form is not null) Faults = Form.Read().Faults;
    }

    private string? FaultOf(string field) => Tried || Touched.Contains(field) ? Faults.FirstOrDefault(fault => fault.Field == field)?.Message : null;

    private MonitorDraft? Draft()
    {
        Tried = true;
        Check();
        return Faults.Count == 0 ? Form!.Read().Draft : null;
    }

    private async Task PreviewAsync()
    {
        if (Busy || Draft() is not { } draft) return;
        Busy = true;
        StateHasChanged();
        var outcome = await Editing.Preview.RunAsync(await viewer.ActorAsync(), draft, Known, _leaving.Token);
        (Why, Preview, Busy) = (outcome.Refusal, (outcome as Outcome<IReadOnlyList<PreviewLine>>.Done)?.Value, false);
    }

    private async Task SaveAsync()
    {
        if (Busy || Draft() is not { } draft) return;
        Busy = true;
        var by = await viewer.ActorAsync();
        var outcome = Known is { } number
            ? await Editing.Change.RunAsync(by, number, draft, _version, CancellationToken.None)
            : await Editing.Create.RunAsync(by, draft, CancellationToken.None);
        (Why, Busy) = (outcome.Refusal, false);
        if (outcome is Outcome<Monitor>.Done(var saved)) navigation.NavigateTo($"/monitors/{saved.Number}");
    }

    /// <summary>Puts the advised level in the place of the mildest one.</summary>
    private void Take(Advice advice)
    {
        if (advice.Level is not { } level || Form is null || Form.Levels.MinBy(rung => rung.Severity) is not { } mildest) return;
        (mildest.Value, mildest.Clear) = (MonitorForm.Number(level), "");
        Check("levels");
    }
}
