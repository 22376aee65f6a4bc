using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;

namespace OpsPortal.Features.Home.Widgets.Queue;

/// <summary>P1 and P2 that nobody has taken on, the longest waiting first.</summary>
public sealed partial class WaitingWidget(DashboardReader reader) : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    private Dashboard? Shown { get; set; }

    protected override async Task OnParametersSetAsync() => Shown = await reader.ReadAsync(CancellationToken.None);
}
