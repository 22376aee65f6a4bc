using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Home.Widgets.Work;

/// <summary>What waits for whoever looks.</summary>
public sealed partial class NeedsWidget(Viewer viewer) : ComponentBase
{
    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private NeedsReader Reader { get; set; } = default!;

    private IReadOnlyList<Need>? Needs { get; set; }

    protected override async Task OnParametersSetAsync() => Needs = await Reader.ReadAsync(await viewer.ActorAsync(), CancellationToken.None);
}
