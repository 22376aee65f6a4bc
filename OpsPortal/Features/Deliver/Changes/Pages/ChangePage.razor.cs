using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.Changes.Pages;

/// <summary>One change: how it stands, what blocks it and whose turn it is, its plan, risk and approvals, and everything that happened.</summary>
public sealed partial class ChangePage(Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>CHG-7</c> or <c>7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private IChangeQueries Changes { get; set; } = default!;

    private ChangeView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private bool MayWrite => _actor.May(Permissions.ChangesWrite);

    private bool IsAsked => _actor.Person is { } person && View?.Waiting.Any(asked => asked.Person == person) == true;

    private string Heading => Unknown ? "Not found" : View is { } view ? $"{view.Row.Number} {view.Row.Title}" : "Change";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), Live.ChangeKind.Changes);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another change comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && ChangeNumber.TryParse(Number, null, out var number) && number == View.Row.Number) return;
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
            var view = ChangeNumber.TryParse(asked, null, out var number) ? await Changes.ViewAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The change could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }
}
