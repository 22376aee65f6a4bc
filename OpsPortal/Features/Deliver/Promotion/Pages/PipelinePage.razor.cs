using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Promoting;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Promotion.Pages;

/// <summary>The way of a service's versions from the build to production in one picture, with what waits and what stands in the way.</summary>
public sealed partial class PipelinePage(Viewer viewer, ChangeFeed feed, TimeProvider clock, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    /// <summary>The key of a service; empty: one is chosen first.</summary>
    [Parameter] public string? Service { get; set; }

    [Inject] private PipelineTools Tools { get; set; } = default!;

    private PipelineReader Reader => Tools.Reader;

    private PipelineView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private bool MayPromote => _actor.May(Permissions.ChangesWrite);

    private string Heading => Unknown ? "Not found" : View is { } view ? $"Pipeline of {view.Name}" : "Pipelines";

    private string Summary => View is null ? "" : PipelineWords.Summary(View);

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Deployments, ChangeKind.Changes);
    }

    /// <summary>A link to another service comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && View.Service.Value == Service) return;
        (View, Unknown, Why, Said) = (null, false, null, "");
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested || string.IsNullOrEmpty(Service)) return;
        try
        {
            var asked = Service;
            var view = ServiceKey.TryParse(asked, null, out var key) ? await Reader.ReadAsync(key, _leaving.Token) : null;
            if (asked != Service) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The pipeline could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }

    private async Task PromoteAsync(PipelineStage stage)
    {
        if (Busy || View is null) return;
        (Busy, Why, Said) = (true, null, $"Making the change to {stage.Environment} …");
        try
        {
            var outcome = await Tools.Promote.RunAsync(await viewer.SessionAsync(), View.Service, stage.Environment, CancellationToken.None);
            if (outcome is Outcome<Promoted>.Done(var promoted)) navigation.NavigateTo($"/changes/{promoted.Change}");
            else (Why, Said) = (outcome.Refusal, "");
        }
        finally
        {
            Busy = false;
        }
    }
}
