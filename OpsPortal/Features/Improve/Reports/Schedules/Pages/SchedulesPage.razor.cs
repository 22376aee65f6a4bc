using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Schedules.Pages;

/// <summary>Every schedule, when it is due next, and how it went last.</summary>
public sealed partial class SchedulesPage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private ScheduleQueries Schedules { get; set; } = default!;

    private IReadOnlyList<ScheduleRow>? Rows { get; set; }

    private bool MayAct => ScheduleDesk.MayNot(_actor) is null;

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.ReportSchedules);
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Rows = await Schedules.AllAsync(_leaving.Token);
        StateHasChanged();
    }

    private string Next(ScheduleRow row) => row.Schedule.DueAt is { } due ? Words.Say($"{viewer.Local(due):ddd d MMM yyyy HH:mm} {viewer.ZoneName(due)}") : "paused";
}
