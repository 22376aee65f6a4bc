using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Announcements.Components;

/// <summary>What there is of telling people, as far as whoever looks may open it.</summary>
public sealed partial class InformTabs(Viewer viewer) : ComponentBase
{
    /// <summary>The page is that of one announcement.</summary>
    [Parameter] public bool OnAnnouncement { get; set; }

    private Actor Actor { get; set; } = Actors.Nobody;

    protected override async Task OnInitializedAsync() => Actor = await viewer.ActorAsync();
}
