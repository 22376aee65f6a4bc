using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Automation.Pages;

/// <summary>Every trigger: what it waits for, what it does, how it stands, what it did last.</summary>
public sealed partial class TriggersPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private TriggerQueries Triggers { get; set; } = default!;

    private ListSource<TriggerRow> Source { get; set; } = null!;

    private bool MayWrite => _actor.May(Permissions.AutomationWrite);

    protected override void OnInitialized() => Source = new(async (query, _, _, stopping) => new(await Triggers.AllAsync(query.Text, stopping), null))
    {
        Count = async (query, _, stopping) => (await Triggers.AllAsync(query.Text, stopping)).Count,
        Rows = (keys, stopping) => Triggers.RowsAsync([.. keys.Select(key => TriggerNumber.Parse(key, null))], stopping),
    };

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();
}
