using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.Deployments.Pages;

/// <summary>One deployment while it runs and after: stages and steps, logs, what was seen, where the traffic is, and who may do what now.</summary>
public sealed partial class DeploymentPage(Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>DEP-7</c> or <c>7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private DeploymentQueries Deployments { get; set; } = default!;

    private DeploymentView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private bool MovesTraffic => View?.Deployment.Stages.Any(stage => stage.Steps.Any(step => step.Traffic is not null)) == true;

    private string Versions => View is null ? "" : string.Join(", ", View.Deployment.Components.Select(component => $"{component.Name} {component.Version}"));

    private string Heading => Unknown ? "Not found" : View is { } view ? $"{view.Deployment.Number} {Versions}" : "Deployment";

    protected override void OnInitialized()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Deployments);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another deployment comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && DeploymentNumber.TryParse(Number, null, out var number) && number == View.Deployment.Number) return;
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
            var view = DeploymentNumber.TryParse(asked, null, out var number) ? await Deployments.ViewAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The deployment could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }
}
