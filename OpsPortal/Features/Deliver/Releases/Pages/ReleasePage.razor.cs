using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.Releases.Pages;

/// <summary>One release: how it stands, what is left to do, where its contents run, who has it, and everything that happened.</summary>
public sealed partial class ReleasePage(Viewer viewer, ChangeFeed feed, Ticker ticker, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private IDisposable? _beat;

    /// <summary><c>REL-7</c> or <c>7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private ReleaseQueries Releases { get; set; } = default!;

    private ReleaseView? View { get; set; }

    private bool Unknown { get; set; }

    /// <summary>Why what is shown may be out of date; null: it is not.</summary>
    private string? Failure { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private string Heading => Unknown ? "Not found" : View is { } view ? $"{view.Row.Number} {view.Row.Title}" : "Release";

    private string Decision => View?.Release is not { DecidedBy: { } by } release ? "nobody has decided yet" : release.State == ReleaseState.NoGo ? $"No go, {by.Name}: {release.DecidedWhy}" : $"Go, {by.Name}: {release.DecidedWhy}";

    /// <summary>Contents may be deployed meanwhile, which other systems say.</summary>
    protected override void OnInitialized()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Releases, ChangeKind.Changes, ChangeKind.Deployments);
        _beat = ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    /// <summary>A link to another release comes back to this same page.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (View is not null && ReleaseNumber.TryParse(Number, null, out var number) && number == View.Row.Number) return;
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
            var view = ReleaseNumber.TryParse(asked, null, out var number) ? await Releases.ViewAsync(number, _leaving.Token) : null;
            if (asked != Number) return;
            (View, Unknown, Failure) = (view, view is null, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException) when (View is not null)
        {
            Failure = "The release could not be read again just now; what you see may be out of date.";
        }

        StateHasChanged();
    }
}
