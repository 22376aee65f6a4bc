using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Respond.Incidents.Pages;

/// <summary>One incident: how it stands, what to do next, who does what, and everything that happened.</summary>
public sealed partial class IncidentPage(Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>INC-42</c> or <c>42</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private IIncidentQueries Incidents { get; set; } = default!;

    private IncidentView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private bool MayWork => _actor.May(Permissions.IncidentsWork);

    private string Heading => Unknown ? "Not found" : View is { } view ? $"{view.Row.Number} {view.Row.Title}" : "Incident";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Incidents);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another incident comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && IncidentNumber.TryParse(Number, null, out var number) && number == View.Row.Number) return;
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
            var view = IncidentNumber.TryParse(asked, null, out var number) ? await Incidents.ViewAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The incident could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }
}
