using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Components;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Pages;

/// <summary>Everything that holds events back or will: windows planned here, and silences that came through the Alertmanager API.</summary>
public sealed partial class MaintenancePage(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetValues<WindowState>().Select(state => new Choice(state.ToString(), WindowWords.Of(state)))])
    { Default = [nameof(WindowState.AwaitingApproval), nameof(WindowState.Planned), nameof(WindowState.Active)] };

    private static readonly Facet KindFacet = new("kind", "Kind", [new(nameof(MaintenanceKind.Window), "Windows"), new(nameof(MaintenanceKind.Silence), "Silences")]) { Single = true, Inline = true };

    private static readonly Facet ServiceFacet = new("service", "Service", []);

    private static IReadOnlyList<ChangeKind> Also { get; } = [ChangeKind.Silences];

    private static IReadOnlyList<Facet> Facets { get; } = [KindFacet, StateFacet, ServiceFacet];

    private Actor _actor = Actors.Nobody;

    [Inject] private MaintenanceList List { get; set; } = default!;

    [Inject] private WindowActing Acting { get; set; } = default!;

    private ListSource<MaintenanceRow> Source { get; set; } = null!;

    private IReadOnlyList<ListAct<MaintenanceRow>> Acts { get; set; } = [];

    private bool MayWrite => _actor.May(Permissions.WindowsWrite);

    protected override async Task OnInitializedAsync()
    {
        Source = new((query, cursor, limit, stopping) => List.PageAsync(Filter(query), cursor, limit, stopping))
        {
            Count = (query, most, stopping) => List.CountAsync(Filter(query), most, stopping),
            Rows = (keys, stopping) => List.RowsAsync(keys, stopping),
        };
        _actor = await viewer.ActorAsync();
        if (MayWrite || _actor.May(Permissions.SilencesWrite)) Acts = [new("End", "e", PrepareEndAsync)];
    }

    private async Task<ActPlan<MaintenanceRow>?> PrepareEndAsync(IReadOnlyList<MaintenanceRow> rows)
    {
        var what = rows.Count == 1 ? rows[0].Kind == MaintenanceKind.Window ? $"{rows[0].Key} {rows[0].Title}" : $"the silence \"{rows[0].Title}\"" : $"{rows.Count} windows and silences";
        return await ConfirmDialog.AskAsync(dialogs, $"End {what}?", "What still holds comes up in the queue at once.", "End")
            ? new("Ended", (row, stopping) => Acting.EndAsync(_actor, row, stopping))
            : null;
    }

    private static MaintenanceFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        Kinds = [.. query.Of(KindFacet).Select(Enum.Parse<MaintenanceKind>)],
        States = [.. query.Of(StateFacet).Select(Enum.Parse<WindowState>)],
        Service = query.Of(ServiceFacet).FirstOrDefault() ?? "",
    };
}
