using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;

namespace OpsPortal.Features.Home.Widgets.Work;

/// <summary>Open incidents by priority, and the gravest.</summary>
public sealed partial class IncidentsWidget : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private WorkReader Reader { get; set; } = default!;

    private OpenIncidents? Shown { get; set; }

    protected override async Task OnParametersSetAsync() => Shown = await Reader.IncidentsAsync(CancellationToken.None);
}
