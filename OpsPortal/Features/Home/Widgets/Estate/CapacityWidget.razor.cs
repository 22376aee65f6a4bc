using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Home.Widgets.Estate;

/// <summary>What capacity monitors foresee: what is full first comes first. The history is read after the page is there.</summary>
public sealed partial class CapacityWidget(Viewer viewer) : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private CapacityAhead Ahead { get; set; } = default!;

    private bool IsRead { get; set; }

    private int Monitors { get; set; }

    private IReadOnlyList<FullAt> Rows { get; set; } = [];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        (Monitors, Rows) = await Ahead.ReadAsync(CancellationToken.None);
        IsRead = true;
        StateHasChanged();
    }

    private string Left(FullAt row) => row.Reaches <= viewer.Now ? "now" : $"in {Spans.Duration(row.Reaches - viewer.Now)}";
}
