using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;

namespace OpsPortal.Features.Home.Widgets.Work;

/// <summary>Deployments under way, and approved changes that begin within a day.</summary>
public sealed partial class DeploymentsWidget : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private WorkReader Reader { get; set; } = default!;

    private DeliveryNow? Shown { get; set; }

    protected override async Task OnParametersSetAsync() => Shown = await Reader.DeliveryAsync(CancellationToken.None);
}
