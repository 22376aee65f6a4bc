using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Improve.Improvements.Pages;

/// <summary>One improvement: how it stands, what to do next, what it rests on, and what it has changed.</summary>
public sealed partial class ImprovementPage(Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>IMP-7</c> or <c>7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private ImprovementQueries Improvements { get; set; } = default!;

    private ImprovementView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private string Heading => Unknown ? "Not found" : View is { } view ? $"{view.Improvement.Number} {view.Improvement.Title}" : "Improvement";

    protected override void OnInitialized()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Improvements);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another improvement comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && ImprovementNumber.TryParse(Number, null, out var number) && number == View.Improvement.Number) return;
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

    private string Local(DateTimeOffset at) => $"{viewer.Local(at).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} {viewer.ZoneName(at)}";

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            var asked = Number;
            var view = ImprovementNumber.TryParse(asked, null, out var number) ? await Improvements.ViewAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The improvement could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }
}
