using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Ui.Lists.Bulk;

namespace OpsPortal.Ui.Lists;

/// <summary>How acts are carried out on what is picked, and answered.</summary>
public sealed partial class Listing<TRow>
{
    /// <summary>Progress is drawn this often at most.</summary>
    private static readonly TimeSpan ProgressPace = TimeSpan.FromMilliseconds(250);

    private bool _asking;
    private TaskCompletionSource? _many;

    /// <summary>The act under way; null: none.</summary>
    private BulkRun<TRow>? Progress { get; set; }

    private async Task ActAsync(ListAct<TRow> act)
    {
        await ReadAlreadyAsync();
        if (Progress is { } run)
        {
            Said = $"Wait until the act before is through: {run.Through} of {run.Total}.";
            StateHasChanged();
        }

        if (Progress is not null || _asking) return;
        _asking = true;
        var rows = await PickedAsync();
        if (rows.Count == 0) _asking = false;
        if (rows.Count == 0) return;

        // The next key waits until this act is through and shown, so that it meets the row the cursor has come to; only many rows let it go before.
        _many = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAny(CarryOutAsync(act, rows), _many.Task);
    }

    /// <summary>The selection in the order of the list, or the row at the cursor.</summary>
    private async Task<IReadOnlyList<TRow>> PickedAsync()
    {
        List<string> keys = _marks.Selected.Count > 0 ? [.. _rows.Keys.Where(_marks.Has), .. _marks.Selected.Where(key => !_rows.Knows(key))] : _marks.Cursor is { } cursor ? [cursor] : [];
        var forgotten = keys.Where(key => _rows[key] is null).ToList();
        var fetched = new Dictionary<string, TRow>();
        if (forgotten.Count > 0 && Source.Rows is not null)
            await TryAsync(async stopping => fetched = (await Source.Rows(forgotten, stopping)).ToDictionary(Key));
        return [.. keys.Select(key => _rows[key] ?? fetched.GetValueOrDefault(key)).OfType<TRow>()];
    }

    private async Task CarryOutAsync(ListAct<TRow> act, IReadOnlyList<TRow> rows)
    {
        try
        {
            var plan = await act.Prepare(rows);
            _asking = false;
            if (plan is null) return;
            var run = await RunAsync(plan.Done, rows, plan.Run);
            if (plan.After is not null) await plan.After();
            Answer(run, plan);
            await SettleAsync(run);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Ready = false; // the page was left; what was done stays done
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
        finally
        {
            (_asking, Progress) = (false, null);
        }
    }

    private async Task<BulkRun<TRow>> RunAsync(string done, IReadOnlyList<TRow> rows, Func<TRow, CancellationToken, Task<Refusal?>> act)
    {
        var run = new BulkRun<TRow>(done, rows);
        var drawn = clock.GetTimestamp();
        if (rows.Count > 1)
        {
            Progress = run;
            _many?.TrySetResult();
        }

        await InvokeAsync(StateHasChanged);
        await run.RunAsync(act, () =>
        {
            if (clock.GetElapsedTime(drawn) < ProgressPace) return;
            drawn = clock.GetTimestamp();
            _ = InvokeAsync(StateHasChanged);
        }, _leaving.Token);
        Progress = null;
        return run;
    }

    private void Answer(BulkRun<TRow> run, ActPlan<TRow> plan)
    {
        Say(run, answer =>
        {
            if (plan.Undo is null || run.CarriedOut.Count == 0) return;
            answer.Action = "Undo";
            answer.OnClick = _ => InvokeAsync(() => UndoAsync(run, plan.Undo));
        });
    }

    private void Say(BulkRun<TRow> run, Action<SnackbarOptions> with)
    {
        Said = run.Say(Key);
        tools.Answers.Add(Said, Severity.Normal, answer =>
        {
            answer.Icon = run.CarriedOut.Count == run.Total ? Icons.Material.Outlined.Check : Icons.Material.Outlined.Block;
            with(answer);
        });
    }

    private async Task UndoAsync(BulkRun<TRow> run, Func<TRow, CancellationToken, Task<Refusal?>> undo)
    {
        var back = await RunAsync("Undone", run.CarriedOut, undo);
        Say(back, _ => { });
        if (_leaving.IsCancellationRequested) return;
        await (Holding ? RefreshAsync() : ReadAsync());
        StateHasChanged();
    }

    /// <summary>Shows what one's own act has made of the rows: what no longer belongs here leaves, and the cursor goes on.</summary>
    private async Task SettleAsync(BulkRun<TRow> run)
    {
        if (Source.Rows is null) return;
        await TryAsync(async stopping => FlashCells(_rows.Update(await Source.Rows([.. run.CarriedOut.Select(Key)], stopping))));
        foreach (var key in run.CarriedOut.Select(Key))
        {
            if (_rows[key] is not { } row || !HasLeft(row)) continue;
            _marks.Left(_rows.Keys, key);
            _rows.Remove(key);
        }

        if (run.CarriedOut.Count == run.Total) _marks.ClearSelection();
        await FillAsync();
        await TryAsync(stopping => CountAsync(_generation, stopping));
        StateHasChanged();
    }
}
