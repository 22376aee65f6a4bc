using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Improvements.Feeds;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Improvements.Pages;

/// <summary>The improvement register, the newest first.</summary>
public sealed partial class ImprovementsPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private ImprovementQueries Improvements { get; set; } = default!;

    [Inject] private FeedRegister Register { get; set; } = default!;

    private ListSource<ImprovementRow> Source { get; set; } = null!;

    private bool MayWrite => _actor.May(Permissions.ImprovementsWrite);

    private DateTimeOffset Now => viewer.Now;

    private bool Busy { get; set; }

    private string Said { get; set; } = "";

    private Refusal? Why { get; set; }

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Improvements.PageAsync(ImprovementListing.Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Improvements.CountAsync(ImprovementListing.Filter(query), most, stopping),
        Rows = async (keys, stopping) => await Improvements.RowsAsync([.. keys.Select(key => ImprovementNumber.Parse(key, null))], stopping),
        Belongs = ImprovementListing.Belongs,
    };

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();

    private async Task LookAsync()
    {
        if (Busy) return;
        (Busy, Said, Why) = (true, "Looking …", null);
        try
        {
            var outcome = await Register.RunAsync(await viewer.ActorAsync(), CancellationToken.None);
            Why = outcome.Refusal;
            Said = outcome is Outcome<int>.Done(var entered) ? entered switch { 0 => "Nothing new was found.", 1 => "1 finding was entered.", _ => $"{entered} findings were entered." } : "";
        }
        finally
        {
            Busy = false;
        }
    }
}
