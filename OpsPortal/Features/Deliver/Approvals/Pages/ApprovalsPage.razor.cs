using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Deliver.Approvals.Queries;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Approvals.Pages;

/// <summary>What waits for whoever looks.</summary>
public sealed partial class ApprovalsPage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private const int Step = 50;

    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    [Inject] private Inbox Inbox { get; set; } = default!;

    private IReadOnlyList<InboxRow>? Rows { get; set; }

    private string? Failure { get; set; }

    /// <summary>As many rows are shown, the riskiest; the rest is asked for.</summary>
    private int Shown { get; set; } = Step;

    private static string Href(InboxRow row) => Subjects.DecideAt(row.Subject);

    protected override async Task OnInitializedAsync()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Changes);
        await ReadAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void ShowMore() => Shown += Step;

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            Rows = (await viewer.ActorAsync()).Person is { } person ? await Inbox.OfAsync(person, _leaving.Token) : [];
            Failure = null;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException)
        {
            Failure = "The approvals could not be read just now.";
        }

        StateHasChanged();
    }
}
