using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Home.Widgets.Work;

/// <summary>Maintenance windows that run, and those that begin before the day of whoever looks is over.</summary>
public sealed partial class WindowsWidget(Viewer viewer) : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private WorkReader Reader { get; set; } = default!;

    private IReadOnlyList<WorkRow>? Rows { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var today = viewer.Local(viewer.Now).Date.AddDays(1);
        var until = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(Existing(today), viewer.Zone));
        Rows = await Reader.WindowsAsync(until, CancellationToken.None);
    }

    /// <summary>Where the clocks are put forward at midnight, the day begins an hour later.</summary>
    private DateTime Existing(DateTime local) => viewer.Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
}
