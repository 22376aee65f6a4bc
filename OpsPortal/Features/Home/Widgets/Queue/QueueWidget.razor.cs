using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Home.Widgets.Queue;

/// <summary>Events in the queue by priority, and what is kept out of it.</summary>
public sealed partial class QueueWidget(DashboardReader reader, Viewer viewer) : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    private Dashboard? Shown { get; set; }

    private int Mine { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        Shown = await reader.ReadAsync(CancellationToken.None);
        if ((await viewer.ActorAsync()).Person is { } me) Mine = await reader.OwnedByAsync(me, CancellationToken.None);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
