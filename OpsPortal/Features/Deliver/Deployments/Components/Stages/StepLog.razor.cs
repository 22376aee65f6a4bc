using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Components.Stages;

/// <summary>The log of one attempt: its last lines, followed while it runs; earlier ones on demand. However fast it is written, a page is drawn four times a second at most.</summary>
public sealed partial class StepLog(Viewer viewer, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _leaving = new();

    [Parameter, EditorRequired] public StepAttempt Attempt { get; set; } = default!;

    [Inject] private StepLogBook Logs { get; set; } = default!;

    private IReadOnlyList<LoggedLine> Lines { get; set; } = [];

    private int Count { get; set; }

    private string Failure { get; set; } = "";

    /// <summary>The last lines are shown as they come.</summary>
    private bool Follows { get; set; } = true;

    private int First => Lines.Count > 0 ? Lines[0].Number : 0;

    protected override async Task OnInitializedAsync() => await ReadAsync(null);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = InvokeAsync(FollowAsync);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            var leaving = _leaving.Token;
            while (Attempt.State == StepState.Running)
            {
                await Task.Delay(Turn, clock, leaving);
                if (!Follows) continue;
                var before = Count;
                await ReadAsync(null);
                if (Count != before) StateHasChanged();
            }

            if (Follows) await ReadAsync(null);
            StateHasChanged();
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            return; // nobody looks any more
        }
    }

    private Task EarlierAsync()
    {
        Follows = false;
        return ReadAsync(Math.Max(0, First - StepLogBook.Tail));
    }

    private Task LatestAsync()
    {
        Follows = true;
        return ReadAsync(null);
    }

    private async Task ReadAsync(int? from)
    {
        try
        {
            (Lines, Count) = await Logs.ReadAsync(StepNames.Of(Attempt.Key), from, _leaving.Token);
            Failure = "";
        }
        catch (DbException)
        {
            Failure = "The log could not be read just now.";
        }
    }
}
