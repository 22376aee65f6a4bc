using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems.Components.Handling;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Pages;

/// <summary>Every problem: what is proposed, what is known, and whether fixes hold.</summary>
public sealed partial class ProblemsPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private IProblemQueries Problems { get; set; } = default!;

    [Inject] private ProblemActs Acts { get; set; } = default!;

    private ListSource<ProblemRow> Source { get; set; } = null!;

    private IReadOnlyList<ListAct<ProblemRow>> ListActs { get; set; } = [];

    private bool MayWork => _actor.May(Permissions.ProblemsWork);

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Problems.PageAsync(ProblemListing.Filter(query, _actor.Person), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Problems.CountAsync(ProblemListing.Filter(query, _actor.Person), most, stopping),
        Rows = (keys, stopping) => Problems.RowsAsync([.. keys.Select(key => ProblemNumber.Parse(key, null))], stopping),
        Belongs = (query, row) => ProblemListing.Belongs(query, row, _actor.Person),
    };

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (MayWork) ListActs = Acts.OfList;
    }
}
