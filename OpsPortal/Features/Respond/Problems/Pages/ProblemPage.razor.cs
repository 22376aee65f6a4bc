using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Respond.Problems.Pages;

/// <summary>One problem: how it stands, what to do next, how often it comes back, and everything that happened.</summary>
public sealed partial class ProblemPage(Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>PRB-7</c> or <c>42</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private IProblemQueries Problems { get; set; } = default!;

    private ProblemView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private bool MayWork => _actor.May(Permissions.ProblemsWork);

    private string Heading => Unknown ? "Not found" : View is { } view ? $"{view.Row.Number} {view.Row.Title}" : "Problem";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Problems);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another problem comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && ProblemNumber.TryParse(Number, null, out var number) && number == View.Row.Number) return;
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
            var view = ProblemNumber.TryParse(asked, null, out var number) ? await Problems.ViewAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The problem could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }
}
