using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Changes.Pages;

/// <summary>Every change, the newest first.</summary>
public sealed partial class ChangesPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private IChangeQueries Changes { get; set; } = default!;

    private ListSource<ChangeRow> Source { get; set; } = null!;

    private bool MayWrite => _actor.May(Permissions.ChangesWrite);

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Changes.PageAsync(ChangeListing.Filter(query, _actor.Person), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Changes.CountAsync(ChangeListing.Filter(query, _actor.Person), most, stopping),
        Rows = async (keys, stopping) => await Changes.RowsAsync([.. keys.Select(key => ChangeNumber.Parse(key, null))], stopping),
        Belongs = ChangeListing.Belongs,
    };

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();
}
