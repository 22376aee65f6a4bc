using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Home.Widgets.Estate;

/// <summary>Who is on call now, of each rotation.</summary>
public sealed partial class OnCallWidget(Viewer viewer) : ComponentBase
{
    private const int Most = 12;

    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter] public DateTimeOffset At { get; set; }

    [Inject] private OnCallBook Book { get; set; } = default!;

    private IReadOnlyList<OnDuty>? On { get; set; }

    protected override async Task OnParametersSetAsync() => On = [.. (await Book.AtAsync(viewer.Now, null, CancellationToken.None)).Take(Most)];
}
