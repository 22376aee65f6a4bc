using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Pages;

/// <summary>One silence that came through the Alertmanager API.</summary>
public sealed partial class SilencePage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private MaintenanceList List { get; set; } = default!;

    [Inject] private WindowActing Acting { get; set; } = default!;

    [Parameter] public string Id { get; set; } = "";

    private Silence? Silence { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private SilenceState State => Silence?.StateAt(viewer.Now) ?? SilenceState.Expired;

    private bool MayExpire => _actor.May(Permissions.SilencesWrite) && State != SilenceState.Expired;

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        Silence = Guid.TryParse(Id, out var id) ? await List.SilenceAsync(id, CancellationToken.None) : null;
        Unknown = Silence is null;
    }

    private async Task ExpireAsync()
    {
        if (Busy || Silence is null) return;
        Busy = true;
        Why = (await Acting.Expire.RunAsync(_actor, Silence.Id, CancellationToken.None)).Refusal;
        Busy = false;
        await ReadAsync();
    }
}
