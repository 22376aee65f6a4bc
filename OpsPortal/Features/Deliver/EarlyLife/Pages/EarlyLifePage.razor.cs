using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.EarlyLife.Pages;

/// <summary>One support: how it stands, what to do next, how far its criteria are, who stands by, what is tighter, and everything that happened.</summary>
public sealed partial class EarlyLifePage(Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>DEP-7</c> or <c>7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private EarlyLifeQueries Supports { get; set; } = default!;

    private EarlyLifeView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private string Heading => Unknown ? "Not found" : View is { } view ? $"Early-life support of {view.Row.Deployment}" : "Early-life support";

    /// <summary>Incidents and a rollback say more than the support itself.</summary>
    protected override void OnInitialized()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.EarlyLife, ChangeKind.Incidents, ChangeKind.Deployments);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another support comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && DeploymentNumber.TryParse(Number, null, out var number) && number == View.Row.Deployment) return;
        (View, Unknown) = (null, false);
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _beat?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            var asked = Number;
            var view = DeploymentNumber.TryParse(asked, null, out var number) ? await Supports.ViewAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The support could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }
}
