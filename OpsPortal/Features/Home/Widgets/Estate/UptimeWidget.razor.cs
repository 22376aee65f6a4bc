using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;

namespace OpsPortal.Features.Home.Widgets.Estate;

/// <summary>How the services of the public page did on each of the last thirty days.</summary>
public sealed partial class UptimeWidget : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private UptimeDays Days { get; set; } = default!;

    private IReadOnlyList<UptimeRow>? Rows { get; set; }

    protected override async Task OnParametersSetAsync() => Rows = await Days.ReadAsync(CancellationToken.None);
}
