using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Releases.Pages;

/// <summary>Every release, the newest first.</summary>
public sealed partial class ReleasesPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private ReleaseQueries Releases { get; set; } = default!;

    private ListSource<ReleaseRow> Source { get; set; } = null!;

    private bool MayWrite => _actor.May(Permissions.ReleasesWrite);

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Releases.PageAsync(ReleaseListing.Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Releases.CountAsync(ReleaseListing.Filter(query), most, stopping),
        Rows = async (keys, stopping) => await Releases.RowsAsync([.. keys.Select(key => ReleaseNumber.Parse(key, null))], stopping),
        Belongs = ReleaseListing.Belongs,
    };

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();
}
